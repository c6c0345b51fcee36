import type { Db } from '@scrip/database';
import type { Sums } from './report.ts';
import { candidatesAfter, candidatesBehind, candidatesUsage } from './top-users-statement.ts';

/** Where a walk over the users is, most credits of all time first. */
export type WalkPlace = { userId: string; creditsEver: number };

export type Candidate = Sums & WalkPlace;

type Period = { from: Date; to: Date };

/** What the users used of whom some entries are not folded yet. Their `creditsEver` is 0. */
export function listUsageBehind(db: Db, period: Period): Promise<Candidate[]> {
  return db.$queryRaw(candidatesUsage(candidatesBehind, period));
}

/** What the next users used. */
export function listUsageAfter(
  db: Db,
  place: WalkPlace | null,
  { take, ...period }: Period & { take: number },
): Promise<Candidate[]> {
  return db.$queryRaw(candidatesUsage(candidatesAfter(place, period.from, take), period));
}

export function listNames(
  db: Db,
  userIds: string[],
): Promise<{ id: string; name: string | null; email: string | null }[]> {
  return db.user.findMany({
    where: { id: { in: userIds } },
    select: { id: true, name: true, email: true },
  });
}
