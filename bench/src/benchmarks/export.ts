import { exportEntries } from '@scrip/api/server';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Benchmark } from '../benchmark.ts';
import { openUsageLedgers, tenMillion } from '../usage-data.ts';

/** Rows per second of what tells its length in rows. */
async function rowsPerSecond(chunks: AsyncIterable<string | Buffer>): Promise<number> {
  const startedAt = performance.now();
  let rows = 0;
  for await (const chunk of chunks) {
    const text = chunk.toString();
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) rows += 1;
  }
  return rows / ((performance.now() - startedAt) / 1_000);
}

export const exportRows: Benchmark = {
  name: 'export',
  title: 'CSV rows of a user with 600,000 entries, against COPY TO STDOUT of the same rows',
  unit: 'rows/s',
  must: 0.3,
  aim: 0.6,
  async prepare(environment) {
    const { ledgers, close } = await openUsageLedgers(environment, [tenMillion]);
    const [large] = ledgers;
    if (!large) throw new Error('There is no ledger to measure.');
    const { ctx, busyUserId: userId, connectionString } = large;
    const client = new pg.Client({ connectionString });
    await client.connect();
    return {
      async ours() {
        const admin = { kind: 'user', userId: 'admin', clerkUserId: 'admin', role: 'ADMIN' } as const;
        const { lines } = await exportEntries({ ...ctx, principal: admin }, { userId });
        return rowsPerSecond(lines);
      },
      baseline: () =>
        rowsPerSecond(
          client.query(
            copyTo(
              `COPY (SELECT * FROM "UsageHistory" WHERE "userId" = '${userId}' ORDER BY "seq") TO STDOUT CSV HEADER`,
            ),
          ),
        ),
      check: async () => undefined,
      async close() {
        await client.end();
        await close();
      },
    };
  },
};
