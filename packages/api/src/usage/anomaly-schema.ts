import { z } from 'zod';

/** A day or an hour in which a user spent far more than usual. At most one per user and UTC day. */
export const UsageAnomaly = z.object({
  userId: z.string(),
  /** YYYY-MM-DD, UTC. */
  day: z.iso.date(),
  span: z.enum(['day', 'hour']),
  startsAt: z.date(),
  /** Spent from then on until it was noticed. */
  creditsSpent: z.int(),
  /** The median of the days or hours before. */
  usualCredits: z.int(),
  /** More than this is unusual. */
  limitCredits: z.int(),
  noticedAt: z.date(),
  dismissedAt: z.date().nullable(),
});
export type UsageAnomaly = z.infer<typeof UsageAnomaly>;
