import { resolve } from 'node:path';
import { announce } from './announcement.ts';
import { readEnvironment } from './env.ts';
import { createLogger } from './logger.ts';
import { type RunningServer, startServer } from './server.ts';
import { createBuiltSite } from './site.ts';
import { describeStartFailure } from './start-failure.ts';

const webRoot = resolve(import.meta.dirname, '../../web');
const isDev = process.argv.includes('--dev');

/** A terminal and a package manager may both pass on one Ctrl-C. */
const sameKeystrokeMs = 500;

const stopping = new AbortController();
let running: RunningServer | undefined;
let stopAskedAtMs: number | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopAskedAtMs !== undefined && performance.now() - stopAskedAtMs > sameKeystrokeMs) process.exit(130);
    if (stopAskedAtMs !== undefined) return;
    stopAskedAtMs = performance.now();
    stopping.abort();
    if (running) void stop(running, 0);
  });
}

process.once('uncaughtException', (error) => {
  console.error(error);
  if (running) void stop(running, 1);
  else process.exit(1);
});

try {
  const env = readEnvironment();
  running = await startServer({
    env,
    logger: createLogger(env.logLevel),
    createSite: isDev ? createDevelopmentSite : () => createBuiltSite(resolve(webRoot, 'dist')),
    onProgress: (message) => console.log(`${message} …`),
    signal: stopping.signal,
  });
  if (stopping.signal.aborted) await stop(running, 0);
  else announce(running, env);
} catch (error) {
  if (stopping.signal.aborted) process.exit(0);
  console.error(describeStartFailure(error));
  process.exit(1);
}

async function createDevelopmentSite() {
  const { createDevSite } = await import('./dev-site.ts');
  return createDevSite(webRoot);
}

async function stop(server: RunningServer, exitCode: number): Promise<never> {
  try {
    await server.stop();
    process.exit(exitCode);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
