import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { variableNames } from '../env.ts';

const script = resolve(import.meta.dirname, '../../../../scripts/start.ts');

export type ServerProcess = {
  child: ChildProcess;
  /** Everything it has printed so far. */
  printed(): string;
  printedErrors(): string;
  /** Resolves with the printed text once it matches; rejects when the process ends before. */
  until(pattern: RegExp): Promise<string>;
  exited: Promise<number | null>;
};

// Empty counts as unset, and keeps out what a developer has in the environment or in .env.
const nothingSet = Object.fromEntries(variableNames.map((name) => [name, '']));

/** Runs `pnpm start`'s script as a process of its own, in its own process group, as a terminal would. */
export function startProcess(env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...nothingSet, SCRIP_DEMO: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let printed = '';
  let printedErrors = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (printedErrors += chunk));
  const exited = once(child, 'close').then(([exitCode]) => exitCode);
  const until = (pattern: RegExp) =>
    new Promise<string>((done, fail) => {
      const look = () => pattern.test(printed) && done(printed);
      child.stdout.on('data', look);
      look();
      void exited.then((exitCode) => fail(new Error(`Ended with ${exitCode}: ${printed}${printedErrors}`)));
    });
  return { child, printed: () => printed, printedErrors: () => printedErrors, until, exited };
}

/** As Ctrl-C in a terminal does: to the whole group. */
export function interrupt({ child }: ServerProcess): void {
  if (child.pid) process.kill(-child.pid, 'SIGINT');
}

export async function withTemporaryFolder(run: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'srv-process-'));
  try {
    await run(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
