import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SettledVerdict } from './settled-spends.ts';
import { SpendQueue, type SpendQueueOptions } from './spend-queue.ts';
import { draftOf } from './test-support/scheduled-queue.ts';

const accepted: SettledVerdict = {
  kind: 'accepted',
  seq: 1,
  balanceAfter: 0,
  details: null,
  timestamp: new Date(0),
};
const undecided: SettledVerdict = { kind: 'undecided' };

/** Answers the statements one after the other with what the test prepared, and notes whom each was about. */
function scripted(
  script: ((count: number) => SettledVerdict[] | Promise<SettledVerdict[]>)[],
  options: Partial<SpendQueueOptions> = {},
) {
  const statements: string[][] = [];
  const write = async (drafts: { id: string }[]) => {
    statements.push(drafts.map(({ id }) => id));
    const answer = script.shift() ?? ((count: number) => Array.from({ length: count }, () => accepted));
    return answer(drafts.length);
  };
  // The injected write stands in front of the database, so the client is never used.
  const queue = new SpendQueue({ db: {} as SpendQueueOptions['db'], write, maxBatches: 1, ...options });
  let submitted = 0;
  const submit = (userId: string) => {
    const nth = submitted++;
    return queue.submit(draftOf({ userId, idempotencyKey: String(nth) }, nth));
  };
  return { queue, statements, submit };
}

const failing = (message: string) => () => Promise.reject(new Error(message));

describe('a batch that falls apart', () => {
  test('keeps a user’s spends behind one that stays undecided', async () => {
    const { statements, submit } = scripted([failing('the whole batch'), () => [undecided]]);
    await Promise.all([submit('a'), submit('a'), submit('b')]);
    expect(statements).toEqual([['0', '1', '2'], ['0'], ['2'], ['0', '1']]);
  });

  test('loses nobody who stays undecided when the connection is lost behind them', async () => {
    const lost = failing('Connection terminated unexpectedly');
    const { submit } = scripted([failing('the whole batch'), () => [undecided], lost]);
    const answers = await Promise.allSettled([submit('a'), submit('b'), submit('c')]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('of one spend is not tried again', async () => {
    const { statements, submit } = scripted([failing('once')]);
    await expect(submit('a')).rejects.toThrow('once');
    expect(statements).toHaveLength(1);
  });
});

describe('what waits is shared out', () => {
  const sizesOf = async (spends: number, options: Partial<SpendQueueOptions>) => {
    const { statements, submit } = scripted([], options);
    await Promise.all(Array.from({ length: spends }, (_, nth) => submit(`user ${nth}`)));
    return statements.map(({ length }) => length);
  };

  test('evenly among the statements that may be under way', async () => {
    expect(await sizesOf(60, { maxBatches: 3 })).toEqual([20, 20, 20]);
    expect(await sizesOf(50, { maxBatches: 2 })).toEqual([25, 25]);
  });

  test('but not in parts of less than 16, nor of more than a statement takes', async () => {
    expect(await sizesOf(20, { maxBatches: 2 })).toEqual([16, 4]);
    expect(await sizesOf(50, { maxBatches: 2, maxBatchItems: 10 })).toEqual([10, 10, 10, 10, 10]);
  });
});

describe('what waits', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('behind one that is given up is not lost with it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const first = Promise.withResolvers<SettledVerdict[]>();
    const { statements, submit } = scripted([() => first.promise], { deadlineMs: 10 });
    const leading = submit('a');
    await Promise.resolve();
    const tooLate = expect(submit('a')).rejects.toMatchObject({
      code: 'OVERLOADED',
      message: 'The database did not get to this spend in time. Nothing was charged; try again in a second.',
    });
    vi.advanceTimersByTime(9);
    const inTime = submit('a');
    vi.advanceTimersByTime(1);
    await tooLate;
    first.resolve([accepted]);
    await Promise.all([leading, inTime]);
    expect(statements).toEqual([['0'], ['2']]);
  });

  test('is answered before closing ends, even if it came in the same turn', async () => {
    const written = Promise.withResolvers<SettledVerdict[]>();
    const { queue, submit } = scripted([() => written.promise]);
    const ended: string[] = [];
    const spend = submit('a').then(() => ended.push('spend'));
    const closing = queue.close().then(() => ended.push('closing'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(ended).toEqual([]);
    written.resolve([accepted]);
    await Promise.all([spend, closing]);
    expect(ended).toEqual(['spend', 'closing']);
    await expect(submit('a')).rejects.toThrow('Scrip is shutting down. Nothing was charged');
  });

  test('is told how many do when one more is refused', async () => {
    const { submit } = scripted([], { maxQueued: 2 });
    const waiting = [submit('a'), submit('b')];
    await expect(submit('c')).rejects.toThrow('2 spends are waiting already. Nothing was charged');
    await Promise.all(waiting);
  });
});
