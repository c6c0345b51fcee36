/** What a batch is formed of: a request of one user, under one key. */
export type Batchable = { userId: string; idempotencyKey: string };

/**
 * Takes the next batch out of a queue, in arrival order. A user with a batch under way waits for it, so that their
 * requests keep their order and no batch waits for another's lock; of two requests with the same key the second waits,
 * so that it finds the first one's entry.
 */
export function takeBatch<Item extends Batchable>(
  queue: Item[],
  busyUserIds: ReadonlySet<string>,
  maxItems: number,
): { batch: Item[]; rest: Item[] } {
  const batch: Item[] = [];
  const rest: Item[] = [];
  const blocked = new Set(busyUserIds);
  const keysOf = new Map<string, Set<string>>();
  for (const item of queue) {
    const keys = keysOf.get(item.userId) ?? new Set();
    if (batch.length >= maxItems || blocked.has(item.userId) || keys.has(item.idempotencyKey)) {
      blocked.add(item.userId);
      rest.push(item);
      continue;
    }
    keysOf.set(item.userId, keys.add(item.idempotencyKey));
    batch.push(item);
  }
  return { batch, rest };
}
