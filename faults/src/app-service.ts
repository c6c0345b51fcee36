import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { EngineOptions } from './engine-service.ts';
import type { Answer, Service } from './service.ts';

const program = fileURLToPath(new URL('./app-process.ts', import.meta.url));

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** The engine in a process of its own, which can be killed and started again; what it has not answered then is lost. */
export class AppService implements Service {
  readonly #options: EngineOptions;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #child: Child | null = null;
  #calls = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Resolves when the process is ready for requests. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    // Writing to a process that has just been killed fails; its calls are answered when its output ends.
    child.stdin.on('error', () => undefined);
    const { promise: isReady, resolve, reject } = Promise.withResolvers<void>();
    createInterface({ input: child.stdout })
      .on('line', (line) => {
        const { id, answer }: { id: number; answer: Answer } = JSON.parse(line);
        if (id === 0) resolve();
        this.#waiting.get(id)?.(answer);
        this.#waiting.delete(id);
      })
      .on('close', () => {
        reject(new Error('The app ended before it was ready.'));
        this.#loseCalls();
      });
    child.stdin.write(`${JSON.stringify(this.#options)}\n`);
    await isReady;
    this.#child = child;
  }

  call(request: Parameters<Service['call']>[0]): Promise<Answer> {
    const child = this.#child;
    if (!child) return Promise.resolve({ kind: 'unanswered', reason: 'the app is down' });
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ id, request })}\n`);
    });
  }

  /** Resolves when it is dead and everything that it had written has been read. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
    if (child) await once(child, 'close');
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    child?.stdin.end();
    if (child) await once(child, 'close');
  }

  #loseCalls(): void {
    for (const resolve of this.#waiting.values()) resolve({ kind: 'unanswered', reason: 'the app died' });
    this.#waiting.clear();
  }
}
