import { z } from 'zod';

/** When credits come or go by themselves. */
const ForecastEvent = z.object({
  at: z.date(),
  kind: z.enum(['expiry', 'renewal', 'start']),
  /** Negative where unspent credits expire: what would be left of them at the expected rate. */
  credits: z.int(),
});
export type ForecastEvent = z.infer<typeof ForecastEvent>;

const BurnRate = z.object({
  /** Net credits a day. */
  creditsPerDay: z.number(),
  /** Four of five periods like this are expected between these. */
  low: z.number(),
  high: z.number(),
  /** `recent`: newer days weigh more. `weekday`: and each weekday has its own share, from two weeks of use on. */
  method: z.enum(['recent', 'weekday']),
  /** Whole days since the first use that the rate was made of, at most eight weeks. */
  daysOfData: z.int(),
});
export type BurnRate = z.infer<typeof BurnRate>;

/** Null: not within the next year. */
const RunOut = z.object({ at: z.date().nullable(), daysLeft: z.number().nullable() });

export const Forecast = z.object({
  /**
   * `ready`: the rest is filled in. `not_enough_data`: less than one whole day since the first use. `no_use`: nothing was
   * used in the last eight weeks.
   */
  status: z.enum(['ready', 'not_enough_data', 'no_use']),
  /** How it knows, or why it does not, in a sentence or two for people. */
  explanation: z.string(),
  creditsRemaining: z.int(),
  burn: BurnRate.nullable(),
  /** When nothing is spendable any more: expected, at the high and at the low rate. Null unless ready. */
  expected: RunOut.nullable(),
  earliest: RunOut.nullable(),
  latest: RunOut.nullable(),
  /** What was counted in, soonest first. */
  events: z.array(ForecastEvent),
});
export type Forecast = z.infer<typeof Forecast>;
