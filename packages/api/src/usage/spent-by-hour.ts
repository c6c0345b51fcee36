import type { ServiceContext } from '../context.ts';
import { sumUserUsage } from './repository.ts';

const HOUR_MS = 3_600_000;
const HOURS = 14 * 24;

/** What a user spent in each hour of the last two weeks; the last one is the current hour so far. */
export async function readSpentByHour(
  { db, now }: Pick<ServiceContext, 'db' | 'now'>,
  userId: string,
): Promise<number[]> {
  const end = Math.floor(now().getTime() / HOUR_MS) * HOUR_MS + HOUR_MS;
  const bounds = Array.from({ length: HOURS + 1 }, (_, hour) => new Date(end - (HOURS - hour) * HOUR_MS));
  const spent = new Array<number>(HOURS).fill(0);
  for (const { bucket, creditsSpent } of await sumUserUsage(db, userId, bounds)) spent[bucket] = creditsSpent;
  return spent;
}
