import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Fate, type Request, scheduledQueue } from './test-support/scheduled-queue.ts';

const anyRequest = (...fates: Fate[]): fc.Arbitrary<Request> =>
  fc.record({
    userId: fc.constantFrom('a', 'b', 'c'),
    idempotencyKey: fc.constantFrom('1', '2', '3', '4', '5'),
    fate: fc.constantFrom(...fates),
  });
const anyRequests = (...fates: Fate[]) => fc.array(anyRequest(...fates), { minLength: 1, maxLength: 16 });
const anyLimits = fc.record({
  maxBatches: fc.integer({ min: 1, max: 3 }),
  maxBatchItems: fc.integer({ min: 1, max: 5 }),
});

/** Submits all requests in their order, at moments of the scheduler's choice. */
function submitAll<Answer>(
  scheduler: fc.Scheduler,
  requests: Request[],
  submit: (nth: number, request: Request) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  const steps = requests.map((request, nth) => ({
    label: `submit ${nth}`,
    builder: async () => {
      answers.push(submit(nth, request));
    },
  }));
  return scheduler.waitFor(scheduler.scheduleSequence(steps).task.then(() => Promise.all(answers)));
}

const idsOf = (requests: Request[], userId: string) =>
  requests.flatMap((request, nth) => (request.userId === userId ? [String(nth)] : []));

describe('law 11: sequential meaning, under any schedule of statements', () => {
  test('each user’s spends are decided in the order of their arrival, each once, as the database says', async () => {
    const fates = ['accepted', 'insufficient', 'later'] as const;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyRequests(...fates), anyLimits, async (s, requests, limits) => {
        const { submit, decided } = scheduledQueue(s, requests, limits);
        const answers = await submitAll(s, requests, submit);
        for (const userId of ['a', 'b', 'c']) {
          const order = decided.filter((draft) => draft.userId === userId).map(({ id }) => id);
          expect(order).toEqual(idsOf(requests, userId));
        }
        expect(answers).toEqual(requests.map(({ fate }) => ({ kind: fate === 'later' ? 'accepted' : fate })));
      }),
    );
  });

  test('a spend that the database refuses to write fails alone, and the others keep their order', async () => {
    const fates = ['accepted', 'later', 'poison'] as const;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyRequests(...fates), anyLimits, async (s, requests, limits) => {
        const { submit, decided } = scheduledQueue(s, requests, limits);
        const answers = await submitAll(s, requests, submit);
        expect(answers).toEqual(
          requests.map(({ fate }, nth) =>
            fate === 'poison' ? { error: `Error: poison ${nth}` } : { kind: 'accepted' },
          ),
        );
        const isGood = (id: string) => requests[Number(id)]?.fate !== 'poison';
        for (const userId of ['a', 'b', 'c']) {
          const order = decided.filter((draft) => draft.userId === userId).map(({ id }) => id);
          expect(order).toEqual(idsOf(requests, userId).filter(isGood));
        }
      }),
    );
  });

  test('a lost connection is told to spends that a statement had taken, and the queue goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyRequests('accepted', 'later'),
        anyLimits,
        fc.integer({ min: 0, max: 4 }),
        async (s, requests, limits, losesConnectionAt) => {
          const { submit, taken, decided } = scheduledQueue(s, requests, { ...limits, losesConnectionAt });
          const answers = await submitAll(s, requests, submit);
          for (const [nth, answer] of answers.entries()) {
            const isDecided = decided.some(({ id }) => id === String(nth));
            expect(taken).toContain(String(nth));
            expect(answer).toEqual(
              isDecided ? { kind: 'accepted' } : { error: expect.stringContaining('terminated') },
            );
          }
        },
      ),
    );
  });
});

describe('the queue is bounded, under any schedule of statements', () => {
  test('a spend is refused exactly when as many wait as may', async () => {
    const maxQueued = 3;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyRequests('accepted'), anyLimits, async (s, requests, limits) => {
        const { submit, taken } = scheduledQueue(s, requests, { ...limits, maxQueued });
        let accepted = 0;
        const expected: object[] = [];
        const answers = await submitAll(s, requests, (nth, request) => {
          const isFull = accepted - taken.length >= maxQueued;
          if (!isFull) accepted += 1;
          expected.push(isFull ? { error: 'OVERLOADED' } : { kind: 'accepted' });
          return submit(nth, request);
        });
        expect(answers).toEqual(expected);
        expect(taken).toHaveLength(accepted);
      }),
    );
  });

  test('closing refuses what comes after, and ends when all before is answered', async () => {
    const fates = ['accepted', 'insufficient', 'later'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyRequests(...fates),
        anyLimits,
        fc.nat(16),
        async (s, requests, limits, closesBefore) => {
          const { queue, submit, decided } = scheduledQueue(s, requests, limits);
          let pending = 0;
          let closing: Promise<void> | undefined;
          const answers = await submitAll(s, requests, async (nth, request) => {
            if (nth === closesBefore) closing = queue.close().then(() => expect(pending).toBe(0));
            if (nth >= closesBefore) return submit(nth, request);
            pending += 1;
            return submit(nth, request).finally(() => {
              pending -= 1;
            });
          });
          await closing;
          expect(answers.map((answer) => 'error' in answer && answer.error)).toEqual(
            requests.map((_, nth) => nth >= closesBefore && 'OVERLOADED'),
          );
          expect(decided).toHaveLength(Math.min(closesBefore, requests.length));
        },
      ),
    );
  });
});

describe('the deadline, under any schedule of statements and of time', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a spend is either taken within it, and then answered, or given up and never taken', async () => {
    const deadlineMs = 10;
    const anyPassage = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        anyRequests('accepted', 'insufficient', 'later'),
        anyLimits,
        anyPassage,
        async (s, requests, limits, passages) => {
          const { submit, taken } = scheduledQueue(s, requests, { ...limits, deadlineMs });
          for (const ms of passages) {
            void s.schedule(Promise.resolve(), `${ms} ms pass`).then(() => vi.advanceTimersByTime(ms));
          }
          const answers = await submitAll(s, requests, submit);
          for (const [nth, answer] of answers.entries()) {
            const isGivenUp = 'error' in answer;
            expect(taken.includes(String(nth))).toBe(!isGivenUp);
            if (isGivenUp) expect(answer).toEqual({ error: 'OVERLOADED' });
          }
          expect(vi.getTimerCount(), 'no timer is left behind').toBe(0);
        },
      ),
    );
  });
});
