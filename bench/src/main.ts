// pnpm bench NAME [--json] [--pairs N]
import { parseArgs } from 'node:util';
import { benchmarks } from './all.ts';
import { isCost } from './benchmark.ts';
import { runBenchmark } from './run.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, pairs: { type: 'string', default: '5' } },
});
const [name = ''] = positionals;
const benchmark = benchmarks.find((candidate) => candidate.name === name);
const pairs = Number(values.pairs);
if (!benchmark || !Number.isInteger(pairs) || pairs < 1) {
  const names = benchmarks.map((known) => known.name).join(', ');
  console.error(`Usage: pnpm bench NAME [--json] [--pairs N], where NAME is one of: ${names}`);
  process.exit(2);
}

const result = await runBenchmark(benchmark, { pairs, onProgress: (message) => console.error(message) });
const { ratio, must, aim, ok, skipped } = result;
const atMost = isCost(benchmark.unit) ? 'at most ' : '';
if (values.json) console.log(JSON.stringify(result));
else if (skipped) console.log(`${benchmark.title}: skipped. ${skipped}`);
else console.log(`${benchmark.title}: ${ratio}x (must ${atMost}${must}x, aim ${atMost}${aim}x)`);
process.exitCode = ok ? 0 : 1;
