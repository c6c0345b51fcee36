import { spendCredits } from '@scrip/api/server';
import type { Measure } from './benchmark.ts';
import { type BenchContext, concurrency, featureKey } from './ledger.ts';
import { rate } from './measure.ts';

type Spender = {
  userIds: string[];
  feature?: string;
  quantity?: number;
  /** After each spend, as a server does. */
  announce?: (userId: string) => void;
};

let keys = 0;

/** A key that nobody has used. */
export function freshKey(): string {
  keys += 1;
  return `bench-${process.pid}-${keys}`;
}

/** Spends per second of `count` spends, 64 at once, over accounts that take turns. */
export function spendRate(ctx: BenchContext, count: number, spender: Spender): Measure {
  const { userIds, feature = featureKey, quantity, announce } = spender;
  return () =>
    rate({ count, concurrency }, async (index) => {
      const userId = userIds[index % userIds.length] ?? '';
      const use = quantity === undefined ? {} : { quantity };
      await spendCredits(ctx, { userId, featureKey: feature, ...use, idempotencyKey: freshKey() });
      announce?.(userId);
    });
}

/** How many spends a run takes: long enough to see through the noise, or as few as show that it works. */
export function countOf({ size }: { size: 'full' | 'tiny' }, full: number, tiny = 100): number {
  return size === 'full' ? full : tiny;
}
