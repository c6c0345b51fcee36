import type { PriceBook } from './price-book.ts';

export type PriceCacheOptions = {
  load: (at: Date) => Promise<PriceBook>;
  /** The bound on how long an old price lives on in this process. */
  maxAgeMs?: number;
  /** A clock that only goes forward; tests set it. */
  monotonicMs?: () => number;
};

/** Keeps the price book for half a second, so that thousands of spends share one look at it. */
export class PriceCache {
  readonly #options: Required<PriceCacheOptions>;
  #loading: Promise<PriceBook> | null = null;
  #loadedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: PriceCacheOptions) {
    this.#options = { maxAgeMs: 500, monotonicMs: () => performance.now(), ...options };
  }

  /** `at`: the caller's now, for versions of prices that the look finds changed. */
  get(at: Date): Promise<PriceBook> {
    const { load, maxAgeMs, monotonicMs } = this.#options;
    const nowMs = monotonicMs();
    if (this.#loading && nowMs - this.#loadedAtMs < maxAgeMs) return this.#loading;
    const loading = load(at);
    this.#loading = loading;
    this.#loadedAtMs = nowMs;
    // The next caller tries again; this one's callers get the error.
    loading.catch(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    return loading;
  }
}
