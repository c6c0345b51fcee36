// pnpm bench NAME [--json] [--pairs N]
import { parseArgs } from 'node:util';
import { spend, spendHot } from './benchmarks/spend.ts';
import { runBenchmark } from './run.ts';

const benchmarks = new Map([spend, spendHot].map((benchmark) => [benchmark.name, benchmark]));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, pairs: { type: 'string', default: '5' } },
});
const [name = ''] = positionals;
const benchmark = benchmarks.get(name);
const pairs = Number(values.pairs);
if (!benchmark || !Number.isInteger(pairs) || pairs < 1) {
  console.error(
    `Usage: pnpm bench NAME [--json] [--pairs N], where NAME is one of: ${[...benchmarks.keys()].join(', ')}`,
  );
  process.exit(2);
}

const result = await runBenchmark(benchmark, { pairs, onProgress: (message) => console.error(message) });
if (values.json) console.log(JSON.stringify(result));
else console.log(`${benchmark.title}: ${result.ratio}x (must ${result.must}x, aim ${result.aim}x)`);
process.exitCode = result.ok ? 0 : 1;
