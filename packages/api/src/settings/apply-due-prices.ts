import { type Db, withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { readPrice } from './price.ts';
import { lockSettings } from './repository.ts';
import { listDuePrices, markApplied } from './scheduled-repository.ts';
import { costsOf, writePrice } from './write-price.ts';

/** Puts the prices whose instant has come into force, in their order, once among all processes. */
export async function applyDuePrices(db: Db, at: Date): Promise<void> {
  await withTransaction(db, async (tx) => {
    let costs = costsOf(await lockSettings(tx, at));
    const due = await listDuePrices(tx, at);
    for (const { id, featureKey, price, reason, createdById, effectiveFrom } of due) {
      const read = price === null ? null : readPrice(price);
      if (read && !('price' in read)) throw new Error(`The scheduled price ${id} is none: ${read.flaw}`);
      const before = { price: costs[featureKey] ?? null };
      const change = { featureKey, price: read?.price ?? null, reason, createdById, effectiveFrom, at };
      costs = await writePrice(tx, costs, change);
      await recordAudit(
        { db: tx, principal: { kind: 'system' }, now: () => at },
        {
          action: 'features.applyScheduledPrice',
          targetType: 'feature',
          targetId: featureKey,
          reason,
          // Both were read from JSON columns.
          before: JSON.parse(JSON.stringify(before)),
          after: {
            price: JSON.parse(JSON.stringify(costs[featureKey] ?? null)),
            scheduledById: createdById,
            effectiveFrom: effectiveFrom.toISOString(),
          },
        },
      );
    }
    await markApplied(
      tx,
      due.map(({ id }) => id),
      at,
    );
  });
}
