import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export type RunResult = { exitCode: number; output: string; seconds: number };

type RunOptions = {
  /** The package whose tools are meant, relative to the repository. */
  directory?: string;
  env?: Record<string, string>;
  /** Shows the output while it comes, instead of only keeping it. */
  isShown?: boolean;
};

/** Runs a tool that a package of this repository has installed. Never rejects: a crash is an exit code too. */
export function runTool(tool: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const { directory = '.', env = {}, isShown = false } = options;
  const cwd = join(root, directory);
  const bins = [join(cwd, 'node_modules/.bin'), join(root, 'node_modules/.bin')];
  const startedMs = performance.now();
  return new Promise((done) => {
    const child = spawn(tool, args, {
      cwd,
      env: { ...process.env, ...env, PATH: [...bins, process.env.PATH].join(delimiter) },
      stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
      // Windows starts the .cmd files of node_modules/.bin through its shell only.
      shell: process.platform === 'win32',
    });
    const chunks: Buffer[] = [];
    const finish = (exitCode: number) =>
      done({
        exitCode,
        output: Buffer.concat(chunks).toString().trim(),
        seconds: (performance.now() - startedMs) / 1000,
      });
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', (error) => {
      chunks.push(Buffer.from(error.message));
      finish(1);
    });
    child.once('close', (exitCode) => finish(exitCode ?? 1));
  });
}
