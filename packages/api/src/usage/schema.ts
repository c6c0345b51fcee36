import { z } from 'zod';
import { Day, TimeZone, UsageGrain, UsagePeriod } from './period-schema.ts';

/**
 * `caller` is who asked for the spend: the app's own code, the user or an admin. `apiKey` is what it was asked with. `plan`
 * is the user's at that time.
 */
export const usageDimensions = ['feature', 'operationType', 'model', 'caller', 'apiKey', 'plan'] as const;
export const UsageDimension = z.enum(usageDimensions);
export type UsageDimension = z.infer<typeof UsageDimension>;

export const UsageReportInput = z.strictObject({
  period: UsagePeriod.default({ preset: 'last30Days' }),
  timeZone: TimeZone,
  grain: UsageGrain.default('day'),
  /** What the credits are stacked by. */
  by: UsageDimension.default('feature'),
  /** With the same number of days right before. */
  compare: z.boolean().default(false),
});
export type UsageReportInput = z.input<typeof UsageReportInput>;

/** Of some time. A refund counts when it was made, under what it refunds. */
export const UsageFigures = z.object({
  /** Spent less refunded; negative where more came back than went. */
  creditsUsed: z.int(),
  creditsSpent: z.int(),
  creditsRefunded: z.int(),
  spends: z.int(),
  refunds: z.int(),
  /** What a spend cost on average, refunds aside; null without one. */
  creditsPerSpend: z.number().nullable(),
});
export type UsageFigures = z.infer<typeof UsageFigures>;

/** One for each bucket, in their order. */
const Figures = z.array(z.int());

const UsageSeries = z.object({
  /** Null where the entries name none: no model, no API key, no plan. */
  key: z.string().nullable(),
  /** For people: the name of the feature, the API key or the plan, or the key itself. */
  name: z.string(),
  totals: UsageFigures,
  creditsUsed: Figures,
  creditsSpent: Figures,
  creditsRefunded: Figures,
  spends: Figures,
});
export type UsageSeries = z.infer<typeof UsageSeries>;

const UsageBucket = z.object({
  /** The day in the viewer's zone on which it starts. The first and the last week or month may be cut. */
  day: Day,
  startsAt: z.date(),
  endsAt: z.date(),
});
export type UsageBucket = z.infer<typeof UsageBucket>;

const ReportedPeriod = z.object({
  /** First and last day, both included, in the viewer's zone. */
  from: Day,
  to: Day,
  startsAt: z.date(),
  endsAt: z.date(),
  /** Every one of the period, oldest first, also those without usage or still to come. */
  buckets: z.array(UsageBucket),
  totals: UsageFigures,
  /** Net credits a day, over the days that have begun. */
  creditsPerDay: z.number(),
});

export const UsageReport = ReportedPeriod.extend({
  timeZone: z.string(),
  grain: UsageGrain,
  by: UsageDimension,
  /** Most net credits first; they add up to the totals, bucket by bucket. */
  series: z.array(UsageSeries),
  /** Users with a spend or a refund in the period; null in the report on one user. */
  activeUsers: z.int().nullable(),
  /** What to compare with; null unless asked for. */
  previous: ReportedPeriod.extend({
    creditsUsed: Figures,
    series: z.array(z.object({ key: z.string().nullable(), totals: UsageFigures })),
  }).nullable(),
});
export type UsageReport = z.infer<typeof UsageReport>;

export const TopUsersInput = z.strictObject({
  period: UsagePeriod.default({ preset: 'last30Days' }),
  timeZone: TimeZone,
  limit: z.int().min(1).max(100).default(10),
});
export type TopUsersInput = z.input<typeof TopUsersInput>;

export const TopUser = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  totals: UsageFigures,
});
export type TopUser = z.infer<typeof TopUser>;

export const MovementsOfAllInput = z.strictObject({
  period: UsagePeriod.default({ preset: 'last30Days' }),
  timeZone: TimeZone,
});

/** Of all users: what came and went in a period other than by use. */
export const MovementsOfAll = z.object({
  grantedCredits: z.int(),
  expiredCredits: z.int(),
  /** By admins and by what was taken back: positive when credits came. */
  adjustedCredits: z.int(),
  /** What all users own now, held credits included; what some owe is taken off. */
  outstandingCredits: z.int(),
});
export type MovementsOfAll = z.infer<typeof MovementsOfAll>;
