import { type Db, type OperationType, Prisma, queryHot } from '@scrip/database';
import type { EntryDraft } from './entry-statement.ts';
import { MAX_CREDITS } from './schema.ts';

/** One spend that waits for its decision. */
export type SpendDraft = EntryDraft & {
  costCredits: number;
  featureKey: string;
  operationType: OperationType;
  priceVersionId: string;
  quantity: number | null;
  model: string | null;
};

/**
 * What the statement made of one spend. `undecided`: an earlier spend of the same user in the batch was not accepted,
 * so this one must look again at the balance that results.
 */
export type SpendVerdict =
  | { kind: 'accepted'; seq: number; balanceAfter: number; details: unknown }
  | { kind: 'key-used' }
  | { kind: 'insufficient'; availableCredits: number }
  | { kind: 'inactive' }
  | { kind: 'no-balance' }
  | { kind: 'undecided' };

/** Refused by its CHECK: the number that the statement gives a balance whose entries it could not all write. */
const gap = Prisma.sql`-1`;

/**
 * Decides and writes a batch of spends in one statement, which is also its own transaction: locks the balances in the
 * order of their users, so that two batches never deadlock; takes of each user's spends, in the order given, those that
 * fit up to the first that does not; writes their entries and moves the balances by exactly these entries.
 *
 * Under READ COMMITTED only the locked rows are current; `b` in the UPDATE may be an older version when its CHECKs are
 * first evaluated, so every new value comes from `locked`. A key that another transaction used meanwhile is found by the
 * unique constraint: its entry is not written, and where that would leave a gap before a later one the whole statement
 * fails by a CHECK, having changed nothing.
 */
export async function writeSpends(db: Db, drafts: SpendDraft[]): Promise<SpendVerdict[]> {
  const rows = await queryHot<VerdictRow>(db, spendStatement(drafts));
  const byPlace = new Map(rows.map((row) => [row.nth, row]));
  return drafts.map((_, index) => toVerdict(byPlace.get(index + 1)));
}

/** The statement of `writeSpends`, apart so that its plan can be looked at. */
export function spendStatement(drafts: SpendDraft[]): Prisma.Sql {
  const userIds = [...new Set(drafts.map((draft) => draft.userId))];
  const column = <Value>(of: (draft: SpendDraft) => Value) => drafts.map(of);
  return Prisma.sql`
    WITH request AS (
      SELECT * FROM unnest(
        ${column((draft) => draft.userId)}::text[], ${column((draft) => draft.id)}::text[],
        ${column((draft) => draft.costCredits)}::int[], ${column((draft) => draft.featureKey)}::text[],
        ${column((draft) => draft.operationType)}::text[], ${column((draft) => draft.priceVersionId)}::text[],
        ${column((draft) => draft.quantity)}::int[], ${column((draft) => draft.model)}::text[],
        ${column((draft) => draft.idempotencyKey)}::text[],
        ${column((draft) => draft.requestHash)}::text[], ${column((draft) => draft.actorId)}::text[],
        ${column((draft) => draft.details && JSON.stringify(draft.details))}::text[],
        ${column((draft) => draft.at.toISOString())}::text[]
      ) WITH ORDINALITY AS r("userId", "id", "cost", "featureKey", "operationType", "priceVersionId", "quantity",
        "model", "key", "hash", "actorId", "details", "at", "nth")
    ), locked AS (
      SELECT b."userId", b."id" AS "balanceId", b."creditsRemaining", b."creditsHeld", b."lastSeq",
        b."creditsRemaining"::bigint + b."overdraftCredits" AS "available", u."isActive"
      FROM "CreditBalance" b JOIN "User" u ON u."id" = b."userId"
      WHERE b."userId" = ANY(${userIds}::text[])
      ORDER BY b."userId"
      FOR UPDATE OF b
    ), judged AS (
      SELECT r.*, l."balanceId", l."creditsRemaining" + l."creditsHeld" AS "owned", l."lastSeq", l."isActive",
        l."available" - SUM(r."cost") OVER earlier + r."cost" AS "left",
        l."available" >= SUM(r."cost") OVER earlier AS "covered",
        SUM(r."cost") OVER earlier AS "total", ROW_NUMBER() OVER earlier AS "place",
        known."found" IS NOT NULL AS "keyUsed"
      FROM request r JOIN locked l ON l."userId" = r."userId"
      LEFT JOIN LATERAL (
        SELECT true AS "found" FROM "UsageHistory" h
        WHERE h."userId" = r."userId" AND h."idempotencyKey" = r."key" LIMIT 1
      ) known ON true
      WINDOW earlier AS (PARTITION BY r."userId" ORDER BY r."nth")
    ), decided AS (
      SELECT *, BOOL_AND("isActive" AND "covered" AND NOT "keyUsed") OVER (PARTITION BY "userId" ORDER BY "nth")
        AS "accepted"
      FROM judged
    ), written AS (
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey",
        "creditsUsed", "seq", "balanceAfter", "idempotencyKey", "requestHash", "priceVersionId", "quantity", "model",
        "actorId", "details", "timestamp")
      SELECT "id", "userId", "balanceId", "operationType"::"OperationType", 'SPEND', "featureKey", "cost",
        "lastSeq" + "place", "owned" - "total", "key", "hash", "priceVersionId", "quantity", "model", "actorId", "details"::jsonb, "at"::timestamptz
      FROM decided WHERE "accepted"
      ON CONFLICT DO NOTHING
      RETURNING "userId", "id", "seq", "balanceAfter", "creditsUsed", "details", "timestamp"
    ), moved AS (
      UPDATE "CreditBalance" b
      SET "creditsRemaining" = l."creditsRemaining" - sums."used",
        "lastSeq" = CASE WHEN sums."seq" = l."lastSeq" + sums."entries" THEN sums."seq" ELSE ${gap} END,
        "lastSyncedAt" = sums."at", "updatedAt" = sums."at"
      FROM (
        SELECT "userId", SUM("creditsUsed") AS "used", COUNT(*) AS "entries", MAX("seq") AS "seq",
          MAX("timestamp") AS "at"
        FROM written GROUP BY "userId"
      ) sums JOIN locked l ON l."userId" = sums."userId"
      WHERE b."userId" = sums."userId" AND b."userId" = ANY(${userIds}::text[])
    )
    SELECT d."nth"::int AS "nth", d."accepted", d."keyUsed", d."isActive", d."covered",
      GREATEST(0, LEAST(d."left", ${MAX_CREDITS}))::int AS "availableCredits",
      w."seq", w."balanceAfter", w."details",
      LAG(d."accepted", 1, true) OVER (PARTITION BY d."userId" ORDER BY d."nth") AS "isNext"
    FROM decided d LEFT JOIN written w ON w."userId" = d."userId" AND w."id" = d."id"`;
}

type VerdictRow = {
  nth: number;
  accepted: boolean;
  keyUsed: boolean;
  isActive: boolean;
  covered: boolean;
  availableCredits: number;
  /** Whether every earlier spend of this user in the batch was accepted. */
  isNext: boolean;
  seq: number | null;
  balanceAfter: number | null;
  details: unknown;
};

function toVerdict(row: VerdictRow | undefined): SpendVerdict {
  if (!row) return { kind: 'no-balance' };
  if (row.accepted && row.seq !== null && row.balanceAfter !== null) {
    return { kind: 'accepted', seq: row.seq, balanceAfter: row.balanceAfter, details: row.details };
  }
  if (!row.isNext) return { kind: 'undecided' };
  if (row.accepted || row.keyUsed) return { kind: 'key-used' };
  if (!row.isActive) return { kind: 'inactive' };
  return { kind: 'insufficient', availableCredits: row.availableCredits };
}
