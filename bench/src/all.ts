import type { Benchmark } from './benchmark.ts';
import { deliveries } from './benchmarks/deliveries.ts';
import { exportRows } from './benchmarks/export.ts';
import { features } from './benchmarks/features.ts';
import { download, upload, uploadMemory } from './benchmarks/files.ts';
import { historyDeep } from './benchmarks/history-deep.ts';
import { live } from './benchmarks/live.ts';
import { processes } from './benchmarks/processes.ts';
import { rollupCost } from './benchmarks/rollup-cost.ts';
import { spend, spendFlat, spendHot } from './benchmarks/spend.ts';
import { spendAlone } from './benchmarks/spend-alone.ts';
import { spendPgbench } from './benchmarks/spend-pgbench.ts';
import { spendSize } from './benchmarks/spend-size.ts';
import { usageAll, usageSize, usageUser } from './benchmarks/usage.ts';

export const benchmarks: Benchmark[] = [
  spend,
  spendHot,
  spendFlat,
  spendPgbench,
  spendAlone,
  spendSize,
  live,
  features,
  processes,
  upload,
  download,
  uploadMemory,
  usageUser,
  usageAll,
  usageSize,
  historyDeep,
  rollupCost,
  exportRows,
  deliveries,
];
