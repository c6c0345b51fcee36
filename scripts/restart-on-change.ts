import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { preparePrismaClient } from './prepare.ts';
import { root } from './run.ts';

/** An editor may write several files, and each of them in steps. */
const quietMs = 150;

/** Runs the server in development, anew after every change of its sources. Vite looks after the browser app's. */
export async function restartOnChange(): Promise<never> {
  let next = Promise.withResolvers<'change' | 'stop'>();
  for (const path of listWatched()) {
    watch(join(root, path), { recursive: true }, (_event, file) => {
      if (file && isSource(file)) next.resolve('change');
    });
  }
  let child = startServer();
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      isStopping = true;
      next.resolve('stop');
      // A Ctrl-C has reached the server already, which counts a second one as a wish to hurry.
      if (signal === 'SIGTERM') child.kill(signal);
    });
  }
  while ((await next.promise) === 'change') {
    await delay(quietMs);
    next = Promise.withResolvers();
    console.log('Sources have changed, the server starts again …');
    await stopServer(child);
    await preparePrismaClient().catch((error: unknown) => console.error(error));
    if (isStopping) break;
    child = startServer();
  }
  await ended(child);
  process.exit(0);
}

function listWatched(): string[] {
  const packages = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/src`);
  return ['apps/server/src', 'prisma', ...packages];
}

function isSource(file: string): boolean {
  return /\.(ts|prisma|sql)$/.test(file) && !file.includes('generated') && !file.includes('.test.');
}

function startServer(): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'apps/server/src/main.ts'), '--dev'], {
    cwd: root,
    stdio: 'inherit',
  });
  child.once('exit', (exitCode) => {
    if (exitCode) console.log('The server starts again after the next change.');
  });
  return child;
}

async function stopServer(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended(child);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
