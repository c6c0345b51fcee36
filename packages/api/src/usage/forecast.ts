import type { BurnRate, Forecast, ForecastEvent } from './forecast-schema.ts';

const DAY_MS = 86_400_000;
const HORIZON_DAYS = 365;
/** After so many days a day weighs half as much. */
const HALF_LIFE_DAYS = 7;
const WEEKDAYS_FROM_DAYS = 14;
/** A weekday's own average counts as much as this many days of the common one. */
const WEEKDAY_PRIOR_DAYS = 2;
/** Four of five values of a normal distribution lie within so many standard deviations. */
const Z_80 = 1.2816;

/** Credits that can be spent from `startsAt` until `expiresAt`, in the order in which they burn. */
export type ForecastLot = { credits: number; startsAt: Date; expiresAt: Date | null; isRenewal: boolean };

export type ForecastFacts = {
  now: Date;
  creditsRemaining: number;
  /** Net credits of each 24 hours before now, the newest first, at most eight weeks, none before the first use. */
  days: number[];
  lots: ForecastLot[];
};

type Rhythm = BurnRate & { weekdayFactors: number[] };

/**
 * When the credits run out. The rate is an average of the last days in which a day weighs half as much as one a week
 * later; from two weeks of use on, each weekday has its share. Credits are spent in burn order, expire unspent, and
 * renewals bring new ones. The range comes from how much the days differed.
 */
export function computeForecast({ now, creditsRemaining, days, lots }: ForecastFacts): Forecast {
  const known = { creditsRemaining, burn: null, expected: null, earliest: null, latest: null, events: [] };
  if (days.length === 0) {
    const explanation = 'Not enough data: a forecast needs one whole day of use.';
    return { ...known, status: 'not_enough_data', explanation };
  }
  const rhythm = computeRhythm(days);
  if (!rhythm) {
    return { ...known, status: 'no_use', explanation: 'Nothing was used in the last eight weeks.' };
  }
  const { weekdayFactors, ...burn } = rhythm;
  const project = (creditsPerDay: number) =>
    projectBalance({ now, creditsPerDay, weekdayFactors, creditsRemaining, lots });
  const expected = project(burn.creditsPerDay);
  return {
    status: 'ready',
    explanation: explain(burn, expected.events),
    creditsRemaining,
    burn,
    expected: toRunOut(expected.at, now),
    earliest: toRunOut(project(burn.high).at, now),
    latest: toRunOut(project(burn.low).at, now),
    events: expected.events,
  };
}

/** Null where nothing was used, or everything came back. */
export function computeRhythm(days: number[]): Rhythm | null {
  const weights = days.map((_, age) => 0.5 ** (age / HALF_LIFE_DAYS));
  const weight = sum(weights);
  const creditsPerDay = sum(days.map((credits, age) => credits * (weights[age] ?? 0))) / weight;
  if (creditsPerDay <= 0) return null;
  const isWeekly = days.length >= WEEKDAYS_FROM_DAYS;
  const weekdayFactors = isWeekly
    ? computeWeekdays(days, weights, creditsPerDay)
    : new Array<number>(7).fill(1);
  // One more day that is off by the whole rate: few days are no proof that days are alike.
  const squares = days.map((credits, age) => {
    const usual = creditsPerDay * (weekdayFactors[age % 7] ?? 1);
    return (weights[age] ?? 0) * (credits - usual) ** 2;
  });
  const variance = (sum(squares) + creditsPerDay ** 2) / (weight + 1);
  // How far the average of a week to come may be off, and how far the average of the days so far is.
  const spread = Math.sqrt(variance * (1 / 7 + sum(weights.map((one) => one * one)) / (weight * weight)));
  return {
    creditsPerDay,
    low: Math.max(0, creditsPerDay - Z_80 * spread),
    high: creditsPerDay + Z_80 * spread,
    method: isWeekly ? 'weekday' : 'recent',
    daysOfData: days.length,
    weekdayFactors,
  };
}

/** The share of each weekday by how many days ago it was last; 1 on average. */
function computeWeekdays(days: number[], weights: number[], rate: number): number[] {
  const factors = Array.from({ length: 7 }, (_, weekday) => {
    const ages = days.map((_, age) => age).filter((age) => age % 7 === weekday);
    const weight = sum(ages.map((age) => weights[age] ?? 0));
    const used = sum(ages.map((age) => (weights[age] ?? 0) * Math.max(0, days[age] ?? 0)));
    return (used + WEEKDAY_PRIOR_DAYS * rate) / ((weight + WEEKDAY_PRIOR_DAYS) * rate);
  });
  const mean = sum(factors) / 7;
  return factors.map((factor) => factor / mean);
}

type Projection = {
  now: Date;
  creditsPerDay: number;
  weekdayFactors: number[];
  creditsRemaining: number;
  lots: ForecastLot[];
};

/** Spends the lots at the rate, from event to event. `at` is null where they last longer than the horizon. */
function projectBalance(facts: Projection): { at: Date | null; events: ForecastEvent[] } {
  const startMs = facts.now.getTime();
  const endMs = startMs + HORIZON_DAYS * DAY_MS;
  const lots = facts.lots.map((lot) => ({ ...lot, left: lot.credits }));
  const events: ForecastEvent[] = [];
  if (facts.creditsRemaining <= 0) return { at: facts.now, events };
  const changes = lots.flatMap(({ startsAt, expiresAt }) => [
    startsAt.getTime(),
    expiresAt?.getTime() ?? endMs,
  ]);
  const dayEnds = Array.from({ length: HORIZON_DAYS }, (_, day) => startMs + (day + 1) * DAY_MS);
  const stops = [...new Set([...changes, ...dayEnds])].filter((ms) => ms > startMs && ms <= endMs);
  let fromMs = startMs;
  for (const toMs of stops.sort((a, b) => a - b)) {
    const day = Math.floor((fromMs - startMs) / DAY_MS);
    // In seven days it is again the weekday of the day that is six days old now.
    const factor = facts.weekdayFactors[6 - (day % 7)] ?? 1;
    const perMs = (facts.creditsPerDay * factor) / DAY_MS;
    let wanted = perMs * (toMs - fromMs);
    for (const lot of lots) {
      if (lot.startsAt.getTime() > fromMs || (lot.expiresAt && lot.expiresAt.getTime() <= fromMs)) continue;
      const taken = Math.min(lot.left, wanted);
      lot.left -= taken;
      wanted -= taken;
    }
    if (wanted > 1e-6) return { at: new Date(toMs - wanted / perMs), events };
    for (const lot of lots) {
      if (lot.startsAt.getTime() === toMs) events.push(toArrival(lot));
      const lost = Math.floor(lot.left);
      if (lot.expiresAt?.getTime() !== toMs || lost <= 0) continue;
      lot.left = 0;
      events.push({ at: lot.expiresAt, kind: 'expiry', credits: -lost });
    }
    fromMs = toMs;
  }
  return { at: null, events };
}

function toArrival({ startsAt, credits, isRenewal }: ForecastLot): ForecastEvent {
  return { at: startsAt, kind: isRenewal ? 'renewal' : 'start', credits };
}

function toRunOut(at: Date | null, now: Date): NonNullable<Forecast['expected']> {
  return { at, daysLeft: at ? (at.getTime() - now.getTime()) / DAY_MS : null };
}

function explain({ method, daysOfData }: BurnRate, events: ForecastEvent[]): string {
  const days = daysOfData === 1 ? 'the last day' : `the last ${daysOfData} days`;
  const how =
    method === 'weekday'
      ? `From ${days} of use, newer days weighing more, each weekday with its own share.`
      : `From ${days} of use, newer days weighing more.`;
  const renewals = events.some(({ kind }) => kind === 'renewal');
  const expiries = events.some(({ kind }) => kind === 'expiry');
  const counted = [renewals && 'renewals of the plan', expiries && 'credits that expire first'].filter(
    Boolean,
  );
  return counted.length > 0 ? `${how} Counts in ${counted.join(' and ')}.` : how;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
