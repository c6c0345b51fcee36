import { setTimeout } from 'node:timers/promises';
import type { Database } from '@scrip/database';
import type { Logger } from '../context.ts';
import { listBalances } from './repository.ts';
import type { Balance } from './schema.ts';

type Watcher = { last: Balance | null; wake: (() => void) | null; ended: boolean };

export type BalanceFeedOptions = {
  db: Database;
  logger: Logger;
  /** How often the watched balances are read: the bound on how late another process's change arrives. */
  intervalMs?: number;
  /** The pause after each read: an account that changes all the time is read and told at most this often. */
  restMs?: number;
};

/**
 * Tells watchers of balances about every change, whoever made it. One query per interval reads all watched balances;
 * with no watcher there is no query. Reading instead of NOTIFY: a NOTIFY in the writing transaction costs more than
 * half of the spends per second, and one outside of it can be lost.
 */
export class BalanceFeed {
  readonly #options: Required<BalanceFeedOptions>;
  readonly #watchers = new Map<string, Set<Watcher>>();
  #timer: NodeJS.Timeout | null = null;
  #reading = false;
  #readAgain = false;

  constructor(options: BalanceFeedOptions) {
    this.#options = { intervalMs: 250, restMs: 200, ...options };
  }

  /** Yields the balance now and after each change, until the signal aborts or the account is deactivated. */
  async *watch(userId: string, signal: AbortSignal): AsyncGenerator<Balance> {
    const watcher: Watcher = { last: null, wake: null, ended: false };
    const end = () => {
      watcher.ended = true;
      watcher.wake?.();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#add(userId, watcher);
    try {
      let sentSeq = '';
      while (!watcher.ended && !signal.aborted) {
        const balance = watcher.last;
        if (balance && versionOf(balance) !== sentSeq) {
          sentSeq = versionOf(balance);
          yield balance;
          continue;
        }
        await new Promise<void>((resolve) => {
          watcher.wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', end);
      this.#remove(userId, watcher);
    }
  }

  /** Reads now, or when the feed has rested, instead of at the next interval: called after a change in this process. */
  nudge(userId: string): void {
    if (this.#watchers.has(userId)) void this.#read();
  }

  /** Ends every watcher. */
  close(): void {
    for (const watchers of this.#watchers.values()) {
      for (const watcher of watchers) {
        watcher.ended = true;
        watcher.wake?.();
      }
    }
  }

  #add(userId: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(userId) ?? new Set();
    this.#watchers.set(userId, watchers.add(watcher));
    this.#timer ??= setInterval(() => void this.#read(), this.#options.intervalMs);
    void this.#read();
  }

  #remove(userId: string, watcher: Watcher): void {
    const watchers = this.#watchers.get(userId);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(userId);
    if (this.#watchers.size > 0 || !this.#timer) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#readAgain = true;
      return;
    }
    this.#reading = true;
    try {
      do {
        this.#readAgain = false;
        for (const row of await listBalances(this.#options.db, [...this.#watchers.keys()]))
          this.#publish(row);
        await setTimeout(this.#options.restMs, undefined, { ref: false });
      } while (this.#readAgain && this.#watchers.size > 0);
    } catch (error) {
      this.#options.logger.warn(
        { error },
        'Reading the watched balances failed; the next interval tries again',
      );
    } finally {
      this.#reading = false;
    }
  }

  #publish(row: Balance & { userId: string; user: { isActive: boolean } }): void {
    const { creditsRemaining, creditsHeld, lastSeq } = row;
    for (const watcher of this.#watchers.get(row.userId) ?? []) {
      watcher.last = { creditsRemaining, creditsHeld, lastSeq };
      if (!row.user.isActive) watcher.ended = true;
      watcher.wake?.();
    }
  }
}

/** Holds move credits without an entry, so `lastSeq` alone does not tell two balances apart. */
function versionOf(balance: Balance): string {
  return `${balance.lastSeq}/${balance.creditsRemaining}/${balance.creditsHeld}`;
}
