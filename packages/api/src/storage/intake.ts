import { createHash } from 'node:crypto';
import { DomainError } from '../errors.ts';
import { detectContentType, isText, sampleBytes, TextCheck } from './content-type.ts';

export type IntakeTerms = {
  name: string;
  limitBytes: number;
  /** What to throw when the limit is passed. */
  tooLarge: () => DomainError;
  types: readonly string[];
  /** How long the sender may say nothing. */
  idleMs: number;
  signal: AbortSignal;
};

export type Intake = {
  contentType: string;
  /** The whole file, checked as it passes. To be read once. */
  bytes: AsyncIterable<Uint8Array>;
  /** Of what has been read of `bytes`. */
  result(): { sizeBytes: number; sha256: string };
};

/**
 * Looks at the beginning of a file and decides what it is, then lets the rest pass under the same rules: never more
 * than the limit, text only if it began as text, and no endless silence.
 *
 * @throws INVALID_INPUT (empty), FILE_TYPE_REFUSED, UPLOAD_BROKEN, and what `tooLarge` makes; `bytes` too.
 */
export async function openIntake(source: AsyncIterable<Uint8Array>, terms: IntakeTerms): Promise<Intake> {
  const chunks = punctual(source, terms)[Symbol.asyncIterator]();
  const { sample, seen } = await readSample(chunks);
  if (sample.length > terms.limitBytes) throw terms.tooLarge();
  if (sample.length === 0) {
    const message = 'The file is empty.';
    throw new DomainError('INVALID_INPUT', message, { issues: [{ path: 'file', message }] });
  }
  const contentType = await detectContentType(sample.subarray(0, sampleBytes), terms.name);
  if (contentType === null || !terms.types.includes(contentType)) throw typeRefused(contentType);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  async function* pass() {
    const text = isText(contentType ?? '') ? new TextCheck() : null;
    for await (const chunk of chain(seen, chunks)) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > terms.limitBytes) throw terms.tooLarge();
      if (text && !text.accepts(chunk)) throw typeRefused(null);
      hash.update(chunk);
      yield chunk;
    }
    if (text && !text.ends()) throw typeRefused(null);
  }
  let digest: string | undefined;
  const result = () => {
    digest ??= hash.digest('hex');
    return { sizeBytes, sha256: digest };
  };
  return { contentType, bytes: pass(), result };
}

function typeRefused(contentType: string | null): DomainError {
  const what = contentType ? `Files of type ${contentType} are` : 'Files of an unknown type are';
  return new DomainError('FILE_TYPE_REFUSED', `${what} not allowed here.`, { contentType });
}

async function readSample(
  chunks: AsyncIterator<Uint8Array>,
): Promise<{ sample: Buffer; seen: Uint8Array[] }> {
  const seen: Uint8Array[] = [];
  let length = 0;
  while (length < sampleBytes) {
    const { done, value } = await chunks.next();
    if (done) break;
    seen.push(value);
    length += value.byteLength;
  }
  return { sample: Buffer.concat(seen), seen };
}

async function* chain(seen: Uint8Array[], rest: AsyncIterator<Uint8Array>) {
  yield* seen;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** The chunks as they come; throws when the next one is too late or the sender leaves. */
async function* punctual(source: AsyncIterable<Uint8Array>, { idleMs, signal }: IntakeTerms) {
  const chunks = source[Symbol.asyncIterator]();
  let failure: DomainError | undefined;
  let interrupt: (error: DomainError) => void = () => undefined;
  const fail = (reason: 'cut' | 'idle') => {
    failure ??= broken(reason);
    interrupt(failure);
  };
  // A promise for each chunk: one for all of them, raced against each, would keep every chunk until the last.
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      interrupt = reject;
      if (failure) reject(failure);
      else nextOf(chunks).then(resolve, reject);
    });
  const leave = () => fail('cut');
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) leave();
  const timer = setTimeout(() => fail('idle'), idleMs);
  try {
    for (;;) {
      const { done, value } = await next();
      if (done) return;
      timer.refresh();
      yield value;
      timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}

async function nextOf(chunks: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await chunks.next();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw broken('cut', cause);
  }
}

function broken(reason: 'cut' | 'idle', cause?: unknown): DomainError {
  const message = reason === 'cut' ? 'The upload broke off.' : 'The upload stood still for too long.';
  return new DomainError('UPLOAD_BROKEN', message, { reason }, { cause });
}
