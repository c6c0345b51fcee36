import type { Answer } from './answers.ts';
import type { Call, Kind } from './http.ts';

type Send = (calls: Call[], signal: AbortSignal) => Promise<Answer[]>;
type Waiting = {
  call: Call;
  length: number;
  signal: AbortSignal;
  resolve: (data: unknown) => void;
  reject: (reason: unknown) => void;
};

const maxCalls = 20;
/** Servers and proxies take about 8 kB of address, and Scrip 256 kB of body; a character takes up to three bytes. */
const maxLength = { query: 2000, mutation: 80_000 } satisfies Record<Kind, number>;

/** Collects the calls of one tick, and sends those of one kind together. An aborted call leaves the others alone. */
export function createBatcher(send: Send) {
  let waiting: Waiting[] = [];

  function flush(): void {
    const all = waiting.filter(({ signal }) => !signal.aborted);
    waiting = [];
    for (const kind of ['query', 'mutation'] as const) {
      for (const batch of cut(
        all.filter(({ call }) => call.kind === kind),
        maxLength[kind],
      )) {
        void sendBatch(send, batch);
      }
    }
  }

  return (call: Call, signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (waiting.length === 0) queueMicrotask(flush);
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      waiting.push({ call, length: JSON.stringify(call.input ?? null).length, signal, resolve, reject });
    });
}

function cut(items: Waiting[], limit: number): Waiting[][] {
  const batches: Waiting[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const last = batches.at(-1);
    length += item.length;
    if (last && last.length < maxCalls && length <= limit) last.push(item);
    else {
      batches.push([item]);
      length = item.length;
    }
  }
  return batches;
}

async function sendBatch(send: Send, batch: Waiting[]): Promise<void> {
  const request = new AbortController();
  const abortWhenUnwanted = () => {
    if (batch.every(({ signal }) => signal.aborted)) request.abort();
  };
  for (const { signal } of batch) signal.addEventListener('abort', abortWhenUnwanted, { once: true });
  try {
    const calls = batch.map(({ call }) => call);
    const answers = await send(calls, request.signal);
    for (const [index, answer] of answers.entries()) {
      if (answer.ok) batch[index]?.resolve(answer.data);
      else batch[index]?.reject(answer.error);
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
  } finally {
    for (const { signal } of batch) signal.removeEventListener('abort', abortWhenUnwanted);
  }
}
