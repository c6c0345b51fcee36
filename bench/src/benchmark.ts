import type { Database } from '@scrip/database';

export type BenchDatabase = { db: Database; connectionString: string };

export type BenchEnvironment = BenchDatabase & {
  /** Enough to measure by, or as little as shows that the benchmark works. */
  size: 'full' | 'tiny';
  /** One more migrated database on the same server; gone with it. */
  openDatabase(): Promise<BenchDatabase>;
};

/** One side of a comparison: does its work and tells how much it got done per second, or how long it took. */
export type Measure = () => Promise<number>;

export type Prepared = {
  ours: Measure;
  baseline: Measure;
  /** Throws when a law of the ledger is broken after the runs. */
  check(): Promise<void>;
  /** Ends what `prepare` started. */
  close?(): Promise<void>;
};

export type Benchmark = {
  name: string;
  /** What is measured, and against what, in a line. */
  title: string;
  unit: 'spends/s' | 'reports/s' | 'rows/s' | 'MB/s' | 'ms' | 'MB';
  /** The ratio ours / baseline that must hold, and the one aimed at: at least for a rate, at most for a time or a size. */
  must: number;
  aim: number;
  /** `missing` says why it cannot run here. */
  prepare(environment: BenchEnvironment): Promise<Prepared | { missing: string }>;
};

export type BenchmarkResult = {
  name: string;
  /** Null when it was skipped. */
  ratio: number | null;
  must: number;
  aim: number;
  ok: boolean;
  samples: { ours: number; baseline: number }[];
  skipped?: string;
};

export function isCost(unit: Benchmark['unit']): boolean {
  return unit === 'ms' || unit === 'MB';
}

/** Whether a ratio is as good as a bound: rates want to be higher, times and sizes lower. */
export function isWithin({ unit }: Pick<Benchmark, 'unit'>, ratio: number, bound: number): boolean {
  return isCost(unit) ? ratio <= bound : ratio >= bound;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
