import { type Db, withTransaction } from '@scrip/database';
import type { Sums } from './report.ts';
import {
  type Candidate,
  listNames,
  listUsageAfter,
  listUsageBehind,
  type WalkPlace,
} from './top-users-repository.ts';

export type TopUserRow = Sums & { userId: string; name: string | null; email: string | null };

/** Users at once: enough for most questions, and few enough to be read in milliseconds. */
const firstBatch = 200;

/**
 * Most net credits between two instants first, exact as of now. Walks the users by what they ever spent, which no period of
 * theirs can exceed, and stops where nobody who follows can be among the first: so it reads as many users as the
 * answer takes, not as many as there are.
 */
export function listTopUsers(
  db: Db,
  { take, from, to }: { from: Date; to: Date; take: number },
): Promise<TopUserRow[]> {
  return withTransaction(
    db,
    async (tx) => {
      const period = { from, to };
      let top = rank(await listUsageBehind(tx, period), take);
      let place: WalkPlace | null = null;
      for (let size = firstBatch; ; size *= 4) {
        const batch: Candidate[] = await listUsageAfter(tx, place, { ...period, take: size });
        top = rank([...top, ...batch], take);
        place = batch.at(-1) ?? null;
        if (batch.length < size || isDecided(top, take, place)) break;
      }
      const named = await listNames(
        tx,
        top.map(({ userId }) => userId),
      );
      const names = new Map(named.map(({ id, name, email }) => [id, { name, email }]));
      return top.map(({ creditsEver, ...row }) => ({
        ...row,
        ...(names.get(row.userId) ?? { name: null, email: null }),
      }));
    },
    // All batches see the ledger as of one moment.
    { isolationLevel: 'RepeatableRead', timeout: 60_000 },
  );
}

function rank(candidates: Candidate[], take: number): Candidate[] {
  const distinct = new Map(candidates.map((one) => [one.userId, one]));
  return [...distinct.values()]
    .filter(({ spends, refunds }) => spends + refunds > 0)
    .sort((a, b) => net(b) - net(a) || (a.userId < b.userId ? -1 : 1))
    .slice(0, take);
}

/** Who follows has spent no more than `place` did; with as much, the id comes later. */
function isDecided(top: Candidate[], take: number, place: WalkPlace | null): boolean {
  const last = top[take - 1];
  if (!last || !place) return false;
  return net(last) > place.creditsEver || (net(last) === place.creditsEver && last.userId <= place.userId);
}

function net({ creditsSpent, creditsRefunded }: Sums): number {
  return creditsSpent - creditsRefunded;
}
