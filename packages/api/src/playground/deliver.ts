import type { Logger } from '../context.ts';
import { loggableError } from './loggable-error.ts';
import type { Charge } from './meter.ts';
import type { ChargeState, FailureKind } from './schema.ts';

/** Thrown by work that ends without an answer for a reason other than an error of the model. */
export class Undelivered extends Error {
  readonly failure: FailureKind;

  constructor(failure: FailureKind) {
    super(`The answer was not delivered: ${failure}.`);
    this.failure = failure;
  }
}

export type Watch = {
  /** Aborts when the reader goes away, a limit passes, or the work is over. */
  signal: AbortSignal;
  /** Tells that the first piece of the answer is there. */
  began: () => void;
};

export type DeliveryTerms = {
  reader: AbortSignal;
  firstPieceMs: number;
  wholeMs: number;
  logger: Logger;
};

export type Delivery<T> =
  | { failure: null; value: T; charge: ChargeState }
  | { failure: FailureKind; charge: ChargeState };

/**
 * Runs the work that a charge paid for, and settles the charge by how it ends. Never throws. Does not wait for work
 * that ignores its signal.
 */
export async function deliver<T>(
  charge: Charge,
  { reader, firstPieceMs, wholeMs, logger }: DeliveryTerms,
  work: (watch: Watch) => Promise<T>,
): Promise<Delivery<T>> {
  const ending = new AbortController();
  const { signal } = ending;
  const end = (failure: FailureKind) => ending.abort(new Undelivered(failure));
  const leave = () => end('stopped');
  if (reader.aborted) leave();
  reader.addEventListener('abort', leave, { once: true });
  const first = setTimeout(end, firstPieceMs, 'timeout');
  const whole = setTimeout(end, wholeMs, 'timeout');
  try {
    signal.throwIfAborted();
    const ended = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const value = await Promise.race([work({ signal, began: () => clearTimeout(first) }), ended]);
    return { failure: null, value, charge: await charge.settle(null) };
  } catch (error) {
    // What ended it first counts; a model that is being aborted may throw anything.
    const cause: unknown = signal.aborted ? signal.reason : error;
    const failure = cause instanceof Undelivered ? cause.failure : 'failed';
    if (failure === 'failed') {
      logger.warn({ error: loggableError(error), spendId: charge.spend.id }, 'A playground model failed');
    }
    return { failure, charge: await charge.settle(failure) };
  } finally {
    clearTimeout(first);
    clearTimeout(whole);
    reader.removeEventListener('abort', leave);
    end('stopped');
  }
}
