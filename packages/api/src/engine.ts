import type { Database } from '@scrip/database';
import { SpendQueue, type SpendQueueOptions } from './credits/spend-queue.ts';
import { PriceCache } from './settings/price-cache.ts';
import { loadPriceBook } from './settings/service.ts';

/** What makes spends of one process fast, without changing their results: shared prices, shared statements. */
export type Engine = {
  /** Only contexts on this very database use the engine; one inside a transaction does not. */
  db: Database;
  spends: SpendQueue;
  prices: PriceCache;
  /** Refuses new spends and resolves when every accepted one is answered. */
  close(): Promise<void>;
};

export function createEngine(options: SpendQueueOptions): Engine {
  const { db } = options;
  const spends = new SpendQueue(options);
  const prices = new PriceCache({ load: (at) => loadPriceBook(db, at) });
  return { db, spends, prices, close: () => spends.close() };
}
