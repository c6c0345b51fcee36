import { listHistory } from '@scrip/api/server';
import type { Benchmark } from '../benchmark.ts';
import { medianMs } from '../measure.ts';
import { countOf } from '../spend-rate.ts';
import { openUsageLedgers, tenMillion } from '../usage-data.ts';

const limit = 50;

export const historyDeep: Benchmark = {
  name: 'history-deep',
  title: 'Page 10,000 of a user’s history, against page 1',
  unit: 'ms',
  must: 1.2,
  aim: 1.05,
  async prepare(environment) {
    const { ledgers, close } = await openUsageLedgers(environment, [tenMillion]);
    const [large] = ledgers;
    if (!large) throw new Error('There is no ledger to measure.');
    const { ctx, busyUserId: userId } = large;
    const page = (cursor: string | null, take = limit) => listHistory(ctx, userId, { cursor, limit: take });
    // Walked to in the largest steps that there are; the cursor is that of page 10,000.
    let deep: string | null = null;
    for (let left = countOf(environment, 9_999 * limit, 100); left > 0; left -= 200)
      deep = (await page(deep, Math.min(left, 200))).nextCursor;
    const count = countOf(environment, 200, 5);
    return {
      ours: () => medianMs(count, () => page(deep)),
      baseline: () => medianMs(count, () => page(null)),
      check: async () => undefined,
      close,
    };
  },
};
