import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark } from '../benchmark.ts';
import { checkLedger, concurrency, createContext, openAccounts } from '../ledger.ts';
import { countOf, spendRate } from '../spend-rate.ts';

const run = promisify(execFile);

/** TPC-B updates one of as many branches as this, so that clients seldom wait for each other. */
const fullScale = 50;
const clientCounts = [8, 16, 32, 64];

/** pgbench on the PATH, or where the packages of Linux distributions and of macOS put it; the newest first. */
async function findPgbench(): Promise<string | null> {
  const parents = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt'];
  const installed = parents.map(async (parent) => {
    const names = await readdir(parent).catch(() => []);
    return names.map((name) => path.join(parent, name, 'bin', 'pgbench')).reverse();
  });
  for (const program of ['pgbench', ...(await Promise.all(installed)).flat()]) {
    const answers = await run(program, ['--version']).catch(() => null);
    if (answers) return program;
  }
  return null;
}

/** TPC-B transactions per second, each with a durable commit, as prepared statements. */
async function tpcB(
  pgbench: string,
  connectionString: string,
  clients: number,
  length: string[],
): Promise<number> {
  const options = ['--no-vacuum', '--protocol=prepared', `--client=${clients}`, '--jobs=2', ...length];
  const { stdout } = await run(pgbench, [...options, connectionString]);
  const tps = /tps = ([\d.]+) \(without/.exec(stdout)?.[1];
  if (!tps) throw new Error(`pgbench said no rate: ${stdout}`);
  return Number(tps);
}

export const spendPgbench: Benchmark = {
  name: 'spend-pgbench',
  title: `spendCredits, ${concurrency} at once over 10,000 accounts, against pgbench's TPC-B with the best number of clients`,
  unit: 'spends/s',
  must: 3,
  aim: 6,
  async prepare(environment) {
    const pgbench = await findPgbench();
    if (!pgbench) return { missing: 'pgbench is not installed (PostgreSQL client tools).' };
    const ctx = createContext(environment.db);
    const userIds = await openAccounts(ctx, { count: countOf(environment, 10_000, 50) });
    const { connectionString } = await environment.openDatabase();
    await run(pgbench, [
      '--initialize',
      '--quiet',
      `--scale=${countOf(environment, fullScale, 1)}`,
      connectionString,
    ]);
    const isFull = environment.size === 'full';
    const length = isFull ? ['--time=4'] : ['--transactions=2'];
    const rates = new Map<number, number>();
    for (const clients of clientCounts)
      rates.set(clients, await tpcB(pgbench, connectionString, clients, length));
    const best = clientCounts.toSorted((a, b) => (rates.get(b) ?? 0) - (rates.get(a) ?? 0))[0] ?? 1;
    return {
      ours: spendRate(ctx, countOf(environment, 20_000), { userIds }),
      baseline: () => tpcB(pgbench, connectionString, best, length),
      check: () => checkLedger(ctx),
    };
  },
};
