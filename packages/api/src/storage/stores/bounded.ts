import { Readable } from 'node:stream';
import { BlobStoreError } from './blob-store.ts';

/** Runs a call to a store that may not answer at all. @throws BlobStoreError when it takes longer than `ms`. */
export async function bounded<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new BlobStoreError('unavailable', `The store did not answer within ${ms} ms.`));
      ending.abort();
    }, ms);
  });
  try {
    return await Promise.race([run(ending.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends bytes with a client that may neither notice that they fail nor that its server hangs: either aborts the
 * request. `send` gets the bytes as a stream; when it rejects, what the bytes threw is the reason that counts.
 */
export async function sendStream<T>(
  bytes: AsyncIterable<Uint8Array>,
  { signal, idleMs }: { signal: AbortSignal; idleMs: number },
  send: (body: Readable, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ending = new AbortController();
  const failures: unknown[] = [];
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(failures[0]), { once: true });
  });
  const fail = (error: unknown) => {
    failures.push(error);
    ending.abort();
  };
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => fail(new BlobStoreError('unavailable', 'The store takes no bytes.')), idleMs);
  };
  const leave = () => fail(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  async function* watched() {
    try {
      for await (const chunk of bytes) {
        touch();
        yield chunk;
      }
      touch();
    } catch (error) {
      fail(error);
      throw error;
    }
  }
  const body = Readable.from(watched(), { objectMode: false, highWaterMark: 256 * 1024 });
  body.on('error', () => undefined);
  touch();
  try {
    signal.throwIfAborted();
    return await Promise.race([send(body, ending.signal), ended]);
  } catch (error) {
    throw failures[0] ?? error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
    body.destroy();
  }
}
