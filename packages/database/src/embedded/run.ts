import { spawn } from 'node:child_process';

export type Finished = { status: number | null; output: string };

/** Runs a program to its end; never rejects: a program that cannot start has status null. */
export function run(file: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ status: null, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status, output }));
  });
}
