/** What a batch is formed of: a request of one user, under one key. */
export type Batchable = { userId: string; idempotencyKey: string };

/**
 * Takes the next batch out of a queue, in arrival order. A user with a batch under way waits for it, so that their
 * requests keep their order and no batch waits for another's lock; of two requests with the same key the second waits,
 * so that it finds the first one's entry.
 *
 * Beyond `share` only users join who are in the batch already: the others may travel in another one at the same time,
 * they could not.
 */
export function takeBatch<Item extends Batchable>(
  queue: Item[],
  busyUserIds: ReadonlySet<string>,
  maxItems: number,
  share = maxItems,
): { batch: Item[]; rest: Item[] } {
  const batch: Item[] = [];
  const rest: Item[] = [];
  const blocked = new Set(busyUserIds);
  const keysOf = new Map<string, Set<string>>();
  for (const item of queue) {
    const keys = keysOf.get(item.userId);
    const isFull = batch.length >= (keys ? maxItems : share);
    if (isFull || blocked.has(item.userId) || keys?.has(item.idempotencyKey)) {
      blocked.add(item.userId);
      rest.push(item);
      continue;
    }
    if (keys) keys.add(item.idempotencyKey);
    else keysOf.set(item.userId, new Set([item.idempotencyKey]));
    batch.push(item);
  }
  return { batch, rest };
}
