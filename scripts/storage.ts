// pnpm storage move --from STORE --to STORE
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PrepareError, preparePrismaClient } from './prepare.ts';
import { root } from './run.ts';

const stores = ['local', 's3', 'vercel_blob'] as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, to: { type: 'string' } },
});
const [from, to] = [values.from, values.to].map((name) => stores.find((store) => store === name));
if (positionals.join(' ') !== 'move' || !from || !to) {
  console.error(
    `Usage: pnpm storage move --from STORE --to STORE, where STORE is one of: ${stores.join(', ')}`,
  );
  process.exit(2);
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

try {
  const envFile = join(root, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  await preparePrismaClient();
  const { moveFiles } = await import('../apps/server/src/move-files.ts');
  const { failed } = await moveFiles({ from, to }, { print: console.log, signal: stopping.signal });
  if (failed > 0) console.error('What failed is where it was; the same command tries it again.');
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  if (stopping.signal.aborted) console.error('Interrupted. The same command goes on.');
  else await explain(error);
  process.exitCode = stopping.signal.aborted ? 130 : 1;
}

async function explain(error: unknown): Promise<void> {
  const { describeStartFailure } = await import('../apps/server/src/start-failure.ts');
  const isExpected =
    error instanceof PrepareError || (error instanceof Error && error.name === 'DomainError');
  console.error(isExpected ? error.message : describeStartFailure(error));
}
