import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DEFAULT_PRIORITY } from '../credits/grant-schema.ts';
import { listGrants } from '../credits/grants.ts';
import { notFound } from '../errors.ts';
import { addMonths } from '../subscriptions/calendar.ts';
import { type ComingRenewal, getComingRenewal } from '../subscriptions/coming-renewal.ts';
import { computeForecast, type ForecastLot } from './forecast.ts';
import type { Forecast } from './forecast-schema.ts';
import { netByBucket } from './report.ts';
import { findCreditsRemaining, findFirstUse, sumUserUsage } from './repository.ts';

const DAY_MS = 86_400_000;
const MAX_DAYS = 56;
const RENEWALS = 13;

/** How long a user's credits last, and how it is known. @throws NOT_FOUND. */
export async function getForecast(ctx: ServiceContext, userId: string): Promise<Forecast> {
  requireAccount(ctx, userId);
  const now = ctx.now();
  const grants = await listGrants(ctx, userId);
  const [creditsRemaining, days, renewal] = await Promise.all([
    findCreditsRemaining(ctx.db, userId),
    readDays(ctx, userId, now),
    getComingRenewal(ctx, userId),
  ]);
  if (creditsRemaining === null) throw notFound('user');
  const lots = grants
    .filter(({ state }) => state === 'ACTIVE' || state === 'SCHEDULED')
    .map(({ remainingCredits, amountCredits, state, priority, startsAt, expiresAt }) => ({
      priority,
      credits: state === 'SCHEDULED' ? amountCredits : remainingCredits,
      startsAt,
      expiresAt,
      isRenewal: false,
    }));
  return computeForecast({
    now,
    creditsRemaining,
    days,
    lots: [...lots, ...toLots(renewal)].sort(burnOrder),
  });
}

type Lot = ForecastLot & { priority: number };

function burnOrder(a: Lot, b: Lot): number {
  const endOf = ({ expiresAt }: Lot) => expiresAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return a.priority - b.priority || endOf(a) - endOf(b) || a.startsAt.getTime() - b.startsAt.getTime();
}

/** The credits that the plan will give; each period's expire with it. */
function toLots(renewal: ComingRenewal | null): Lot[] {
  if (!renewal) return [];
  const { at, credits, everyMonths } = renewal;
  return Array.from({ length: RENEWALS }, (_, nth) => ({
    priority: DEFAULT_PRIORITY,
    credits,
    startsAt: addMonths(at, nth * everyMonths),
    expiresAt: addMonths(at, (nth + 1) * everyMonths),
    isRenewal: true,
  }));
}

/** Net credits of each 24 hours before now, the newest first; none before the first use. */
async function readDays({ db }: ServiceContext, userId: string, now: Date): Promise<number[]> {
  const firstUseAt = await findFirstUse(db, userId);
  const ageMs = firstUseAt ? now.getTime() - firstUseAt.getTime() : 0;
  const count = Math.min(MAX_DAYS, Math.floor(ageMs / DAY_MS));
  if (count < 1) return [];
  const bounds = Array.from(
    { length: count + 1 },
    (_, day) => new Date(now.getTime() - (count - day) * DAY_MS),
  );
  return netByBucket(await sumUserUsage(db, userId, bounds), count).reverse();
}
