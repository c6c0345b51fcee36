import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { hear, startChild, stopChild } from '../child.ts';
import { checkLedger, concurrency, createContext, openAccounts } from '../ledger.ts';
import { countOf } from '../spend-rate.ts';

export type Errand = { userId: string; count: number };

const script = path.join(import.meta.dirname, 'spending-process.ts');

/** Spends per second of all these processes together, each with 64 callers. */
async function spendWith(children: ChildProcess[], errand: Errand): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    children.map(async (child) => {
      child.send(errand);
      await hear(child);
    }),
  );
  return (children.length * errand.count) / ((performance.now() - startedAt) / 1_000);
}

export const processes: Benchmark = {
  name: 'processes',
  title: `Two server processes with ${concurrency} callers each on one account, against one such process`,
  unit: 'spends/s',
  must: 0.8,
  aim: 1,
  async prepare(environment) {
    const { db, connectionString } = environment;
    const ctx = createContext(db);
    const [userId = ''] = await openAccounts(ctx, { count: 1 });
    const count = countOf(environment, 20_000);
    const children = [
      await startChild(script, [connectionString]),
      await startChild(script, [connectionString]),
    ];
    return {
      ours: () => spendWith(children, { userId, count: count / 2 }),
      baseline: () => spendWith(children.slice(0, 1), { userId, count }),
      check: () => checkLedger(ctx),
      close: async () => void (await Promise.all(children.map(stopChild))),
    };
  },
};
