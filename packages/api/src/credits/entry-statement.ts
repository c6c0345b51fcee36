import { type Db, type EntryKind, type GrantSource, Prisma } from '@scrip/database';
import { type EntryRow, entryColumns } from './repository.ts';
import { MAX_CREDITS } from './schema.ts';

/** What every entry has, whatever its verb. */
export type EntryDraft = {
  id: string;
  userId: string;
  idempotencyKey: string;
  requestHash: string;
  actorId: string | null;
  details: object | null;
  at: Date;
};

/** The balance row as the statement found it under its lock, before any change. */
export type LockedBalance = {
  creditsRemaining: number;
  creditsHeld: number;
  lastSeq: number;
  isActive: boolean;
};

/** `locked` is null when the user has no balance; `entry` is null when nothing was written. */
export type EntryOutcome = { locked: LockedBalance | null; entry: EntryRow | null };

/** How one verb fills in the statement. Fragments may read `locked` and the verb's own `source`. */
export type EntryRule = {
  kind: EntryKind;
  creditsUsed: Prisma.Sql;
  operationType: Prisma.Sql;
  featureKey: Prisma.Sql;
  allowed: Prisma.Sql;
  source?: { name: Prisma.Sql; query: Prisma.Sql };
  refundOfId?: Prisma.Sql;
  refundSeq?: Prisma.Sql;
  /** The grant to make of what the entry gave, if it gave anything. */
  grant?: { id: string; source: GrantSource };
};

const empty = Prisma.empty;
const none = Prisma.sql`NULL`;
const entryFields = Prisma.raw(
  Object.keys(entryColumns)
    .map((column) => `entry."${column}"`)
    .join(', '),
);

function grantCte(draft: EntryDraft, grant: EntryRule['grant']): Prisma.Sql {
  if (!grant) return empty;
  return Prisma.sql`granted AS (
    INSERT INTO "CreditGrant" ("id", "userId", "entryId", "source", "amountCredits", "remainingCredits",
      "startsAt", "createdAt")
    SELECT ${grant.id}, ${draft.userId}, entry."id", ${grant.source}::"GrantSource", -entry."creditsUsed",
      -entry."creditsUsed", ${draft.at}::timestamptz, ${draft.at}::timestamptz
    FROM entry WHERE entry."creditsUsed" < 0
  ),`;
}

/**
 * The one statement behind every change of a balance: lock the balance row, decide on what it holds now, write one
 * entry, move the balance by exactly that entry.
 *
 * Under READ COMMITTED everything read outside `locked` is as old as the statement, so only `locked` and unique
 * constraints may decide. A key or a refund number that another transaction took meanwhile makes the INSERT do
 * nothing, and without an entry the UPDATE does nothing. The new balance is made of `locked`, not of the row that the
 * UPDATE finds: PostgreSQL checks constraints on that older version first, and a concurrent top-up would look like an
 * overdraft.
 */
export async function writeEntry(db: Db, draft: EntryDraft, rule: EntryRule): Promise<EntryOutcome> {
  const { source } = rule;
  const details = draft.details === null ? none : Prisma.sql`${JSON.stringify(draft.details)}::jsonb`;
  const rows = await db.$queryRaw<OutcomeRow[]>`
    WITH locked AS (
      SELECT b."id", b."creditsRemaining", b."creditsHeld", b."lastSeq", b."overdraftCredits", u."isActive"
      FROM "CreditBalance" b JOIN "User" u ON u."id" = b."userId"
      WHERE b."userId" = ${draft.userId}
      FOR UPDATE OF b
    ), ${source ? Prisma.sql`${source.name} AS (${source.query}),` : empty} proposed AS (
      SELECT locked.*, ${rule.creditsUsed} AS "used", ${rule.operationType} AS "operationType",
        ${rule.featureKey} AS "featureKey", ${rule.refundOfId ?? none} AS "refundOfId",
        ${rule.refundSeq ?? none}::int AS "refundSeq"
      FROM locked ${source ? Prisma.sql`CROSS JOIN ${source.name}` : empty}
      WHERE ${rule.allowed}
    ), entry AS (
      INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "featureKey",
        "creditsUsed", "seq", "balanceAfter", "idempotencyKey", "requestHash", "refundOfId", "refundSeq",
        "actorId", "details", "timestamp")
      SELECT ${draft.id}, ${draft.userId}, "id", "operationType", ${rule.kind}::"EntryKind", "featureKey",
        "used", "lastSeq" + 1, "creditsRemaining" + "creditsHeld" - "used", ${draft.idempotencyKey},
        ${draft.requestHash}, "refundOfId", "refundSeq", ${draft.actorId}, ${details}, ${draft.at}::timestamptz
      FROM proposed
      WHERE "creditsRemaining"::bigint + "creditsHeld" - "used" <= ${MAX_CREDITS}
      ON CONFLICT DO NOTHING
      RETURNING *
    ), ${grantCte(draft, rule.grant)} moved AS (
      UPDATE "CreditBalance" b
      SET "creditsRemaining" = locked."creditsRemaining" - entry."creditsUsed", "lastSeq" = entry."seq",
        "lastSyncedAt" = entry."timestamp", "updatedAt" = entry."timestamp"
      FROM entry CROSS JOIN locked WHERE b."userId" = ${draft.userId}
    )
    SELECT locked."creditsRemaining" AS "lockedRemaining", locked."creditsHeld" AS "lockedHeld",
      locked."lastSeq" AS "lockedSeq", locked."isActive", ${entryFields}
    FROM locked LEFT JOIN entry ON true`;
  return toOutcome(rows[0]);
}

type OutcomeRow = {
  lockedRemaining: number;
  lockedHeld: number;
  lockedSeq: number;
  isActive: boolean;
} & (EntryRow | { id: null });

function toOutcome(row: OutcomeRow | undefined): EntryOutcome {
  if (!row) return { locked: null, entry: null };
  const { lockedRemaining, lockedHeld, lockedSeq, isActive, ...entry } = row;
  const locked = {
    creditsRemaining: lockedRemaining,
    creditsHeld: lockedHeld,
    lastSeq: lockedSeq,
    isActive,
  };
  return { locked, entry: entry.id === null ? null : entry };
}
