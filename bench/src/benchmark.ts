import type { Database } from '@scrip/database';

export type BenchEnvironment = {
  db: Database;
  connectionString: string;
};

/** One side of a comparison: does its work and tells how much it got done per second, or how long it took. */
export type Measure = () => Promise<number>;

export type Benchmark = {
  name: string;
  /** What is measured, and against what, in a line. */
  title: string;
  unit: string;
  /** The ratio ours / baseline that must hold, and the one that is aimed at. */
  must: number;
  aim: number;
  prepare(environment: BenchEnvironment): Promise<{
    ours: Measure;
    baseline: Measure;
    /** Throws when a law of the ledger is broken after the runs. */
    check(): Promise<void>;
  }>;
};

export type BenchmarkResult = {
  name: string;
  ratio: number;
  must: number;
  aim: number;
  ok: boolean;
  samples: { ours: number; baseline: number }[];
};

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
