import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeStartFailure } from '../apps/server/src/start-failure.ts';
import { PrepareError, preparePrismaClient, prepareSite } from './prepare.ts';
import { root } from './run.ts';

const isDev = process.argv.includes('--dev');

try {
  const envFile = join(root, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  await preparePrismaClient();
  // Not before: the server's code loads the client, which a fresh clone does not have yet.
  const { readEnvironment } = await import('../apps/server/src/env.ts');
  const { checkPort } = await import('../apps/server/src/listen.ts');
  // Checked before anything takes time.
  const { host, port } = readEnvironment();
  await checkPort(host, port);
  if (!isDev) await prepareSite();
} catch (error) {
  console.error(error instanceof PrepareError ? error.message : describeStartFailure(error));
  process.exit(1);
}

if (isDev) {
  const { restartOnChange } = await import('./restart-on-change.ts');
  await restartOnChange();
} else {
  await import('../apps/server/src/main.ts');
}
