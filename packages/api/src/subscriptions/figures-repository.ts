import type { Db } from '@scrip/database';
import type { ItemFact } from './figures.ts';

/** What subscription events said of items until an instant, in the order in which it happened. */
export function listItemFacts(db: Db, until: Date): Promise<ItemFact[]> {
  return db.$queryRaw<ItemFact[]>`
    SELECT COALESCE(e."userId", e."clerkUserId") AS "userId", i->>'itemId' AS "itemId", e."occurredAt",
      i->>'planKey' AS "planKey", i->>'status' AS "status", i->>'period' AS "period",
      COALESCE((i->>'isFreeTrial')::boolean, false) AS "isFreeTrial", (i->>'amountCents')::int AS "amountCents",
      i->>'currency' AS "currency", (i->>'periodEnd')::timestamptz AS "periodEnd"
    FROM "SubscriptionEvent" e
    CROSS JOIN LATERAL jsonb_array_elements(
      CASE WHEN jsonb_typeof(e."metadata"->'items') = 'array' THEN e."metadata"->'items' ELSE '[]'::jsonb END) i
    WHERE e."occurredAt" <= ${until}::timestamptz
    ORDER BY e."occurredAt", e."id"`;
}
