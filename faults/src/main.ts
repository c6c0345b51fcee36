// pnpm test:faults [SCENARIO...] [--rounds N] [--seed N] [--recovery SECONDS]
import { parseArgs } from 'node:util';
import { hasFailed, lineOfRound, summaryOf } from './report.ts';
import { runScenarios } from './run.ts';
import { scenarios } from './scenarios/index.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, recovery: { type: 'string' } },
});
const chosen = scenarios.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const unknown = positionals.filter((name) => !chosen.some((scenario) => scenario.name === name));
const rounds = values.rounds === undefined ? null : Number(values.rounds);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const maxRecoverySeconds = Number(values.recovery ?? 5);
if (
  unknown.length > 0 ||
  (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) ||
  !Number.isInteger(seed) ||
  !(maxRecoverySeconds > 0)
) {
  const names = scenarios.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join('\n');
  console.error(
    `Usage: pnpm test:faults [SCENARIO...] [--rounds N] [--seed N] [--recovery SECONDS]\n${names}`,
  );
  process.exit(2);
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

console.log(`seed ${seed}`);
const outcomes = await runScenarios(chosen, {
  rounds,
  seed,
  maxRecoveryMs: maxRecoverySeconds * 1000,
  signal: interruption.signal,
  onScenario: ({ name, title }) => console.log(`\n${name}: ${title}`),
  onRound: (round) => console.log(lineOfRound(round)),
});
console.log(`\n${summaryOf(outcomes)}`);
process.exitCode = interruption.signal.aborted || outcomes.some(hasFailed) ? 1 : 0;
