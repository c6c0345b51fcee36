import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeDatabase, createDatabase } from '@scrip/database';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { migrateDatabase } from '@scrip/database/migrations';
import {
  type BenchDatabase,
  type BenchEnvironment,
  type Benchmark,
  type BenchmarkResult,
  isWithin,
  median,
  type Prepared,
} from './benchmark.ts';

export type RunOptions = { pairs: number; onProgress: (message: string) => void };

/** Runs a benchmark in full size on a fresh PostgreSQL with full durability. */
export async function runBenchmark(benchmark: Benchmark, options: RunOptions): Promise<BenchmarkResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
  const postgres = await startEmbeddedPostgres({ directory });
  const opened: BenchDatabase[] = [];
  const open = async (connectionString: string) => {
    await migrateDatabase({ connectionString });
    const database = { db: createDatabase({ connectionString }), connectionString };
    opened.push(database);
    return database;
  };
  try {
    const first = await open(postgres.connectionString);
    const openDatabase = async () => {
      const name = `bench_${opened.length}`;
      await first.db.$executeRawUnsafe(`CREATE DATABASE ${name}`);
      return open(Object.assign(new URL(postgres.connectionString), { pathname: `/${name}` }).href);
    };
    return await measurePairs(benchmark, { ...first, size: 'full', openDatabase }, options);
  } finally {
    await Promise.all(opened.map(({ db }) => closeDatabase(db)));
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * Runs ours and the baseline in turn, one warm-up pair first, and takes the median of the ratios pair by pair: machines
 * are noisy, and both sides of a pair see the same noise. @throws when a law of the ledger is broken afterwards.
 */
export async function measurePairs(
  benchmark: Benchmark,
  environment: BenchEnvironment,
  options: RunOptions,
): Promise<BenchmarkResult> {
  const { name, must, aim } = benchmark;
  const prepared = await benchmark.prepare(environment);
  if ('missing' in prepared) {
    return { name, ratio: null, must, aim, ok: true, samples: [], skipped: prepared.missing };
  }
  try {
    const samples = await takeSamples(benchmark, prepared, options);
    await prepared.check();
    const ratio = Math.round(median(samples.map((sample) => sample.ours / sample.baseline)) * 100) / 100;
    return { name, ratio, must, aim, ok: isWithin(benchmark, ratio, must), samples };
  } finally {
    await prepared.close?.();
  }
}

async function takeSamples(
  { unit }: Benchmark,
  { ours, baseline }: Prepared,
  { pairs, onProgress }: RunOptions,
): Promise<BenchmarkResult['samples']> {
  await ours();
  await baseline();
  const shown = (value: number) => `${value < 1_000 ? value.toFixed(2) : Math.round(value)} ${unit}`;
  const samples: BenchmarkResult['samples'] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const sample = { ours: await ours(), baseline: await baseline() };
    samples.push(sample);
    onProgress(`pair ${pair}: ours ${shown(sample.ours)}, baseline ${shown(sample.baseline)}`);
  }
  return samples;
}
