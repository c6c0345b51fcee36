import type { SlowQuery } from './timed-adapter.ts';

export type RecentSlowQuery = SlowQuery & { at: Date };

const KEPT = 50;
const lists = new WeakMap<object, RecentSlowQuery[]>();

/** Keeps the newest slow statements of a database of this process. */
export function keepSlowQueries(db: object, list: RecentSlowQuery[]): void {
  lists.set(db, list);
}

export function addSlowQuery(list: RecentSlowQuery[], query: SlowQuery): void {
  list.unshift({ ...query, at: new Date() });
  list.length = Math.min(list.length, KEPT);
}

/** Newest first, at most fifty, since this process started; statements without their parameters. */
export function listSlowQueries(db: object): RecentSlowQuery[] {
  return [...(lists.get(db) ?? [])];
}
