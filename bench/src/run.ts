import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeDatabase, createDatabase } from '@scrip/database';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { migrateDatabase } from '@scrip/database/migrations';
import { type Benchmark, type BenchmarkResult, median } from './benchmark.ts';

export type RunOptions = { pairs: number; onProgress: (message: string) => void };

/**
 * Runs ours and the baseline in turn on one fresh PostgreSQL with full durability, one warm-up pair first, and takes
 * the median of the ratios pair by pair: machines are noisy, and both sides of a pair see the same noise.
 */
export async function runBenchmark(benchmark: Benchmark, options: RunOptions): Promise<BenchmarkResult> {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-bench-'));
  const postgres = await startEmbeddedPostgres({ directory });
  try {
    const { connectionString } = postgres;
    await migrateDatabase({ connectionString });
    const db = createDatabase({ connectionString });
    try {
      return await measurePairs(benchmark, { db, connectionString }, options);
    } finally {
      await closeDatabase(db);
    }
  } finally {
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function measurePairs(
  benchmark: Benchmark,
  environment: Parameters<Benchmark['prepare']>[0],
  { pairs, onProgress }: RunOptions,
): Promise<BenchmarkResult> {
  const { ours, baseline, check } = await benchmark.prepare(environment);
  await ours();
  await baseline();
  const samples: BenchmarkResult['samples'] = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    const sample = { ours: await ours(), baseline: await baseline() };
    samples.push(sample);
    const { unit } = benchmark;
    onProgress(
      `pair ${pair}: ours ${Math.round(sample.ours)} ${unit}, baseline ${Math.round(sample.baseline)} ${unit}`,
    );
  }
  await check();
  const { name, must, aim } = benchmark;
  const ratio = Math.round(median(samples.map((sample) => sample.ours / sample.baseline)) * 100) / 100;
  return { name, ratio, must, aim, ok: ratio >= must, samples };
}
