import { type Database, isUnavailable } from '@scrip/database';
import { DomainError } from '../errors.ts';
import { takeBatch } from './batching.ts';
import { type SettledVerdict, writeSettledSpends } from './settled-spends.ts';
import type { SpendDraft } from './spend-statement.ts';

export type SpendQueueOptions = {
  db: Database;
  /** Spends that one statement decides at most. */
  maxBatchItems?: number;
  /** Statements under way at once; each takes a connection. */
  maxBatches?: number;
  /** Spends that wait at most; one more is refused. */
  maxQueued?: number;
  /** How long a spend waits in the queue at most. One that a statement has taken is always answered. */
  deadlineMs?: number;
  /** Writes a batch; tests put a scheduler in front of it. */
  write?: (drafts: SpendDraft[]) => Promise<SettledVerdict[]>;
};

/** A verdict that ends a spend: the queue decides again what a statement left undecided. */
export type FinalVerdict = Exclude<SettledVerdict, { kind: 'undecided' }>;

type Waiting = SpendDraft & {
  resolve: (verdict: FinalVerdict) => void;
  reject: (error: unknown) => void;
  timer: NodeJS.Timeout;
};

// Two statements of fewer spends each cost more than one of them all.
const minShare = 16;

const defaults = { maxBatchItems: 128, maxBatches: 2, maxQueued: 5_000, deadlineMs: 10_000 };

/**
 * Lets concurrent spends of one process travel together: what arrives while statements are under way is decided by the
 * next one. A lone spend is a batch of one and waits for nothing. For each user the outcome equals deciding the spends
 * one by one in the order in which they arrived.
 */
export class SpendQueue {
  readonly #options: Required<SpendQueueOptions>;
  readonly #busyUserIds = new Set<string>();
  #queue: Waiting[] = [];
  #batches = 0;
  #isScheduled = false;
  #isClosed = false;
  #onIdle: (() => void)[] = [];

  constructor(options: SpendQueueOptions) {
    this.#options = { ...defaults, write: (drafts) => writeSettledSpends(options.db, drafts), ...options };
  }

  /** @throws OVERLOADED when the queue is full or closing, or the deadline passes before a statement takes the spend. */
  submit(draft: SpendDraft): Promise<FinalVerdict> {
    if (this.#isClosed) return Promise.reject(overloaded('Scrip is shutting down.'));
    if (this.#queue.length >= this.#options.maxQueued) {
      return Promise.reject(overloaded(`${this.#options.maxQueued} spends are waiting already.`));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(waiting), this.#options.deadlineMs);
      const waiting: Waiting = { ...draft, resolve, reject, timer };
      this.#queue.push(waiting);
      this.#schedule();
    });
  }

  /** Refuses new spends and resolves when every accepted one is answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#batches === 0 && this.#queue.length === 0) return;
    await new Promise<void>((resolve) => this.#onIdle.push(resolve));
  }

  /** What is submitted in one turn of the event loop travels together. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#send();
    });
  }

  #send(): void {
    const { maxBatches, maxBatchItems } = this.#options;
    while (this.#batches < maxBatches) {
      const fairShare = Math.ceil(this.#queue.length / (maxBatches - this.#batches));
      const share = Math.min(Math.max(fairShare, minShare), maxBatchItems);
      const { batch, rest } = takeBatch(this.#queue, this.#busyUserIds, maxBatchItems, share);
      if (batch.length === 0) break;
      this.#queue = rest;
      void this.#decide(batch);
    }
    if (this.#batches > 0 || this.#queue.length > 0) return;
    for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  async #decide(batch: Waiting[]): Promise<void> {
    this.#batches += 1;
    for (const { userId, timer } of batch) {
      this.#busyUserIds.add(userId);
      clearTimeout(timer);
    }
    const undecided = await this.#write(batch);
    for (const { userId } of batch) this.#busyUserIds.delete(userId);
    this.#batches -= 1;
    // They arrived before anything that waits.
    this.#queue.unshift(...undecided);
    this.#send();
  }

  /** Answers what the statement decided and returns the rest. */
  async #write(batch: Waiting[]): Promise<Waiting[]> {
    try {
      return answer(batch, await this.#options.write(batch));
    } catch (error) {
      if (batch.length > 1) return this.#writeOneByOne(batch);
      rejectAll(batch, error);
      return [];
    }
  }

  /**
   * One spend that the database refuses must not take the others with it. Where the database itself fails, each further
   * try might wait for a connection in vain: then all get that answer. What comes behind an undecided spend of the same
   * user waits with it.
   */
  async #writeOneByOne(batch: Waiting[]): Promise<Waiting[]> {
    const undecided: Waiting[] = [];
    for (const [index, waiting] of batch.entries()) {
      if (undecided.some(({ userId }) => userId === waiting.userId)) {
        undecided.push(waiting);
        continue;
      }
      try {
        undecided.push(...answer([waiting], await this.#options.write([waiting])));
      } catch (error) {
        if (!isUnavailable(error)) {
          waiting.reject(error);
          continue;
        }
        rejectAll(batch.slice(index), error);
        break;
      }
    }
    return undecided;
  }

  #giveUp(waiting: Waiting): void {
    this.#queue = this.#queue.filter((other) => other !== waiting);
    waiting.reject(overloaded('The database did not get to this spend in time.'));
  }
}

function answer(batch: Waiting[], verdicts: SettledVerdict[]): Waiting[] {
  const undecided: Waiting[] = [];
  for (const [index, waiting] of batch.entries()) {
    const verdict = verdicts[index];
    if (!verdict || verdict.kind === 'undecided') undecided.push(waiting);
    else waiting.resolve(verdict);
  }
  return undecided;
}

function rejectAll(batch: Waiting[], error: unknown): void {
  for (const waiting of batch) waiting.reject(error);
}

function overloaded(why: string): DomainError<'OVERLOADED'> {
  return new DomainError('OVERLOADED', `${why} Nothing was charged; try again in a second.`, {
    retryAfterSeconds: 1,
  });
}
