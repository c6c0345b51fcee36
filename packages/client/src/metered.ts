import { type Caller, createKey } from './caller.ts';
import { isScripError, ScripError } from './errors.ts';
import { keepOpen } from './keep-open.ts';
import type { HoldRequest, Use } from './requests.ts';
import { createVerbs, type Verbs } from './verbs.ts';
import type { Entry, Hold } from './wire.ts';

export type Meter = {
  /** Ends the work: the caller's signal. */
  signal: AbortSignal;
  hold: Hold;
  /** Counts units that were used, such as tokens. Without any call all that is held is charged. */
  use(quantity: number): void;
};

export type MeteredFeature = Use & Pick<HoldRequest, 'amountCredits' | 'details'>;

/** `isShort`: more was used than was held, the account could not pay it, and all that was held was charged. */
export type MeteredOutcome =
  | { kind: 'charged'; entry: Entry; isShort: boolean }
  | { kind: 'released'; hold: Hold }
  /** Nobody could be told that the work failed: the hold expires by itself and nothing is charged. */
  | { kind: 'left'; hold: Hold; error: unknown };

export type MeteredOptions = {
  signal?: AbortSignal | undefined;
  /** One for each piece of work: repeated with it, work that was charged is not charged again, and not run either. */
  idempotencyKey?: string;
  /** How soon what is held returns when the process dies; 2 minutes unless told, at least 5 seconds. */
  ttlSeconds?: number;
  /** What was used is charged also where the work fails or is aborted, as after half a stream; else nothing is. */
  chargeFailures?: boolean;
  onSettled?: (outcome: MeteredOutcome) => void;
};

type Job = {
  verbs: Verbs;
  userId: string;
  feature: MeteredFeature;
  options: MeteredOptions;
  ttlSeconds: number;
  key: string;
};

/**
 * Holds the price of a feature, runs the work, and charges what it used; where the work fails or is aborted the hold is
 * released. Charged at most once, whatever is lost on the way; when the process dies, the hold expires.
 *
 * @throws what the work throws, the signal's reason when aborted, what the hold was refused with (nothing has run then),
 * ALREADY_CHARGED for a key whose work is paid, and ScripError where the work could not be charged: its result is kept
 * back then.
 */
export async function runMetered<Result>(
  call: Caller,
  user: string,
  use: string | MeteredFeature,
  work: (meter: Meter) => Promise<Result> | Result,
  options: MeteredOptions,
): Promise<Result> {
  const feature = typeof use === 'string' ? { featureKey: use } : use;
  const { ttlSeconds = 120, idempotencyKey: key = createKey() } = options;
  const lifetime = Math.max(5, ttlSeconds);
  const job = { verbs: createVerbs(call), userId: user, feature, options, ttlSeconds: lifetime, key };
  const hold = await openHold(job);
  let used: number | null = null;
  const stopExtending = keepOpen(job.verbs, hold, job.ttlSeconds);
  try {
    const signal = options.signal ?? new AbortController().signal;
    const count = (quantity: number) => {
      if (!Number.isSafeInteger(quantity) || quantity < 0) {
        throw new RangeError('A quantity is a whole number of units.');
      }
      used = (used ?? 0) + quantity;
    };
    const result = await work({ signal, hold, use: count });
    signal.throwIfAborted();
    stopExtending();
    await settle(job, hold, used);
    return result;
  } catch (error) {
    stopExtending();
    if (!isSettling(error)) await giveUp(job, hold, used);
    throw isSettling(error) ? error.cause : error;
  }
}

/** Told apart from what the work throws, which may be a ScripError too. */
class SettlingError extends Error {}

function isSettling(error: unknown): error is SettlingError {
  return error instanceof SettlingError;
}

/**
 * Each run of work that is repeated has a hold of its own, the first under the key itself. Only an open one may be worked
 * under; the answer that a key repeats shows how the hold was, so an extension tells how it is.
 */
async function openHold(job: Job): Promise<Hold> {
  const { verbs, userId, feature, options, ttlSeconds, key } = job;
  for (let run = 1; ; run++) {
    const idempotencyKey = run === 1 ? key : `${key}:${run}`;
    const request = { ...feature, userId, ttlSeconds, idempotencyKey };
    const { hold, replayed } = await verbs.hold(request, { signal: options.signal });
    if (!replayed) return hold;
    try {
      const kept = await verbs.extend({ userId, holdId: hold.id, ttlSeconds }, { signal: options.signal });
      return kept.hold;
    } catch (error) {
      if (!isScripError(error, 'HOLD_ENDED')) throw error;
      if (error.details.status === 'CAPTURED') throw await alreadyCharged(job, hold);
    }
  }
}

async function alreadyCharged({ verbs, userId }: Job, hold: Hold): Promise<ScripError> {
  const keys = [`capture:${hold.id}`, heldKey(hold)];
  const pages = await Promise.all(
    keys.map((idempotencyKey) => verbs.entries({ userId, idempotencyKey, limit: 1 })),
  );
  const [entry] = pages.flatMap(({ items }) => items);
  // Captured by somebody else, under a key of theirs.
  if (!entry)
    return new ScripError('HOLD_ENDED', 'The hold of this work was captured.', { status: 'CAPTURED' });
  const { items: refunds } = await verbs.entries({ userId, idempotencyKey: `refund:${entry.id}`, limit: 1 });
  const details = { entryId: entry.id, refunded: refunds.length > 0 };
  return new ScripError('ALREADY_CHARGED', 'This work was charged before.', details);
}

function heldKey(hold: Hold): string {
  return `capture-held:${hold.id}`;
}

async function settle(job: Job, hold: Hold, used: number | null): Promise<void> {
  try {
    const outcome = await charge(job, hold, used);
    job.options.onSettled?.(outcome);
  } catch (cause) {
    throw new SettlingError('The work could not be charged.', { cause });
  }
}

/** What goes beyond the hold is charged where the account can pay it; else all that is held. */
async function charge({ verbs, userId }: Job, hold: Hold, used: number | null): Promise<MeteredOutcome> {
  const ended = { userId, holdId: hold.id };
  if (used === 0) return { kind: 'released', hold: (await verbs.release(ended)).hold };
  try {
    const { entry } = await verbs.capture(used === null ? ended : { ...ended, quantity: used });
    return { kind: 'charged', entry, isShort: false };
  } catch (error) {
    if (!isBeyondTheHold(error)) throw error;
    const { entry } = await verbs.capture({ ...ended, idempotencyKey: heldKey(hold) });
    return { kind: 'charged', entry, isShort: true };
  }
}

function isBeyondTheHold(error: unknown): boolean {
  const codes = ['INSUFFICIENT_CREDITS', 'SPEND_CAP_REACHED', 'KEY_CAP_REACHED', 'ACCOUNT_INACTIVE'];
  return isScripError(error) && codes.includes(error.code);
}

/** The error of the work matters more than one of giving up: then the hold expires by itself. */
async function giveUp(job: Job, hold: Hold, used: number | null): Promise<void> {
  let outcome: MeteredOutcome;
  try {
    outcome = await charge(job, hold, job.options.chargeFailures ? (used ?? 0) : 0);
  } catch (error) {
    outcome = { kind: 'left', hold, error };
  }
  job.options.onSettled?.(outcome);
}
