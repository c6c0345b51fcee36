import { expect, test } from 'vitest';
import type { SettledVerdict } from './settled-spends.ts';
import { SpendQueue, type SpendQueueOptions } from './spend-queue.ts';
import type { SpendDraft } from './spend-statement.ts';

function draft(userId: string, idempotencyKey: string): SpendDraft {
  return {
    id: `${userId}-${idempotencyKey}`,
    userId,
    idempotencyKey,
    requestHash: 'hash',
    actorId: null,
    apiKeyId: null,
    details: null,
    at: new Date('2026-01-01'),
    costCredits: 1,
    featureKey: 'ai_text_chat',
    operationType: 'AI_TEXT_CHAT',
    priceVersionId: 'version',
    quantity: null,
    model: null,
  };
}

const accepted: SettledVerdict = {
  kind: 'accepted',
  seq: 1,
  balanceAfter: 0,
  details: null,
  timestamp: new Date(0),
};

/** A queue whose statements answer when the test lets them; the database behind it is never asked. */
function openQueue(options: Partial<SpendQueueOptions> = {}) {
  const batches: {
    keys: string[];
    answer: (verdicts?: SettledVerdict[]) => void;
    fail: (error: Error) => void;
  }[] = [];
  const write = (drafts: SpendDraft[]) =>
    new Promise<SettledVerdict[]>((resolve, reject) => {
      batches.push({
        keys: drafts.map((item) => item.id),
        answer: (verdicts = drafts.map(() => accepted)) => resolve(verdicts),
        fail: reject,
      });
    });
  // The injected write stands in front of the database, so the client is never used.
  const queue = new SpendQueue({ db: {} as SpendQueueOptions['db'], write, ...options });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, batches, settled };
}

test('a lone spend goes at once; what arrives meanwhile travels together', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 1 });
  const first = queue.submit(draft('a', '1'));
  await settled();
  const others = [
    queue.submit(draft('b', '1')),
    queue.submit(draft('c', '1')),
    queue.submit(draft('a', '2')),
  ];
  await settled();
  expect(batches.map(({ keys }) => keys)).toEqual([['a-1']]);
  batches[0]?.answer();
  await first;
  await settled();
  expect(batches[1]?.keys).toEqual(['b-1', 'c-1', 'a-2']);
  batches[1]?.answer();
  await Promise.all(others);
});

test('what a statement leaves undecided goes before everything that arrived later', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 1 });
  const spends = ['1', '2', '3'].map((key) => queue.submit(draft('a', key)));
  await settled();
  const later = queue.submit(draft('a', '4'));
  batches[0]?.answer([accepted, { kind: 'insufficient', availableCredits: 0 }, { kind: 'undecided' }]);
  await settled();
  expect(batches[1]?.keys).toEqual(['a-3', 'a-4']);
  batches[1]?.answer();
  expect((await Promise.all([...spends, later])).map(({ kind }) => kind)).toEqual([
    'accepted',
    'insufficient',
    'accepted',
    'accepted',
  ]);
});

test('a user’s next spend waits for the batch that has the earlier one; other users do not', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 2 });
  const first = queue.submit(draft('a', '1'));
  await settled();
  const rest = [queue.submit(draft('a', '2')), queue.submit(draft('b', '1'))];
  await settled();
  expect(batches.map(({ keys }) => keys)).toEqual([['a-1'], ['b-1']]);
  batches[0]?.answer();
  await first;
  await settled();
  expect(batches[2]?.keys).toEqual(['a-2']);
  batches[1]?.answer();
  batches[2]?.answer();
  await Promise.all(rest);
});

test('when a batch fails, each spend is tried alone, and only the guilty one fails', async () => {
  const { queue, batches, settled } = openQueue();
  const [good, bad, last] = ['1', '2', '3'].map((key) => queue.submit(draft('a', key)));
  await settled();
  batches[0]?.fail(new Error('the whole batch'));
  await settled();
  batches[1]?.answer();
  await settled();
  const refused = expect(bad).rejects.toThrow('only this one');
  batches[2]?.fail(new Error('only this one'));
  await settled();
  batches[3]?.answer();
  expect(batches.map(({ keys }) => keys)).toEqual([['a-1', 'a-2', 'a-3'], ['a-1'], ['a-2'], ['a-3']]);
  await refused;
  await Promise.all([good, last]);
});

test('a database that fails is asked once more, not once for each spend of the batch', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 1 });
  const spends = ['1', '2', '3'].map((key) => queue.submit(draft('a', key)));
  await settled();
  const lost = new Error('Connection terminated unexpectedly');
  const answers = Promise.allSettled(spends);
  batches[0]?.fail(lost);
  await settled();
  batches[1]?.answer();
  await settled();
  batches[2]?.fail(lost);
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(batches).toHaveLength(3);
  const next = queue.submit(draft('a', '2'));
  await settled();
  batches[3]?.answer();
  await next;
});

test('a full queue refuses at once and charges nothing', async () => {
  const { queue, batches, settled } = openQueue({ maxQueued: 2, maxBatches: 1 });
  const first = queue.submit(draft('a', '1'));
  await settled();
  const waiting = [queue.submit(draft('b', '1')), queue.submit(draft('b', '2'))];
  await expect(queue.submit(draft('b', '3'))).rejects.toMatchObject({
    code: 'OVERLOADED',
    details: { retryAfterSeconds: 1 },
  });
  batches[0]?.answer();
  await first;
  await settled();
  expect(batches[1]?.keys).toEqual(['b-1', 'b-2']);
  batches[1]?.answer();
  await Promise.all(waiting);
});

test('a spend that waits longer than its deadline is given up, and never sent', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 1, deadlineMs: 1 });
  const first = queue.submit(draft('a', '1'));
  await settled();
  await expect(queue.submit(draft('a', '2'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  batches[0]?.answer();
  await first;
  await settled();
  expect(batches).toHaveLength(1);
});

test('closing answers what was accepted and refuses what comes after', async () => {
  const { queue, batches, settled } = openQueue({ maxBatches: 1 });
  const spends = [queue.submit(draft('a', '1'))];
  await settled();
  spends.push(queue.submit(draft('b', '1')));
  let isClosed = false;
  const closing = queue.close().then(() => {
    isClosed = true;
  });
  await expect(queue.submit(draft('c', '1'))).rejects.toMatchObject({ code: 'OVERLOADED' });
  batches[0]?.answer();
  await settled();
  expect(isClosed).toBe(false);
  batches[1]?.answer();
  await Promise.all([...spends, closing]);
  expect(isClosed).toBe(true);
  await queue.close();
});
