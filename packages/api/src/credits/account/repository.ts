import { type Db, Prisma } from '@scrip/database';
import { z } from 'zod';
import type { Burn } from '../burn-down.ts';
import { SpendCap } from '../spend-caps.ts';
import { findLowThreshold } from './low-threshold-repository.ts';
import type { AccountChanges, AccountState, GrantState, HoldState, NewEntry } from './state.ts';

const SpendCaps = z.array(SpendCap);
const Shares = z.array(z.object({ grantId: z.string().nullable(), credits: z.int() }));
const StoredDetails = z.record(z.string(), z.json()).nullable();

type BalanceRow = Pick<
  AccountState,
  | 'userId'
  | 'balanceId'
  | 'isActive'
  | 'creditsRemaining'
  | 'creditsHeld'
  | 'lastSeq'
  | 'lastEntryAt'
  | 'overdraftCredits'
  | 'settledSeq'
  | 'changeSeq'
  | 'lowThresholdCredits'
  | 'lowSince'
> & { spendCaps: unknown };

/** Locks the balance until the transaction ends; null if the user has none. */
export async function lockAccount(tx: Db, userId: string): Promise<AccountState | null> {
  const [row] = await tx.$queryRaw<BalanceRow[]>`
    SELECT b."userId", b."id" AS "balanceId", u."isActive", b."creditsRemaining", b."creditsHeld", b."lastSeq",
      b."lastEntryAt", b."overdraftCredits", b."settledSeq", b."changeSeq", b."spendCaps",
      b."lowThresholdCredits", b."lowSince"
    FROM "CreditBalance" b JOIN "User" u ON u."id" = b."userId"
    WHERE b."userId" = ${userId} FOR UPDATE OF b`;
  if (!row) return null;
  const holds = row.creditsHeld > 0 ? await listOpenHolds(tx, userId) : [];
  const heldGrantIds = holds.flatMap((hold) => hold.shares.flatMap(({ grantId }) => grantId ?? []));
  const grants = await tx.creditGrant.findMany({
    where: {
      userId,
      OR: [
        { voidedAt: null, remainingCredits: { gt: 0 } },
        { voidedAt: null, entryId: null },
        ...(heldGrantIds.length > 0 ? [{ id: { in: heldGrantIds } }] : []),
      ],
    },
    // Of grants that end or start at the same instant, the oldest is first: the numbers of their entries must not depend
    // on where the rows lie.
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    omit: { userId: true },
  });
  return {
    ...row,
    spendCaps: row.spendCaps === null ? [] : SpendCaps.parse(row.spendCaps),
    grants: new Map(grants.map((grant) => [grant.id, grant])),
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    // The overdraft stands in only while nothing is left of any grant.
    uncovered: row.creditsRemaining < 0 ? await listUncovered(tx, userId) : [],
  };
}

async function listOpenHolds(tx: Db, userId: string): Promise<HoldState[]> {
  const rows = await tx.creditHold.findMany({
    where: { userId, status: 'OPEN' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    omit: { userId: true },
  });
  return rows.map(toHoldState);
}

export function toHoldState(row: Omit<Prisma.CreditHoldGetPayload<object>, 'userId'>): HoldState {
  return { ...row, shares: Shares.parse(row.shares), details: StoredDetails.parse(row.details) };
}

function listUncovered(tx: Db, userId: string): Promise<Burn[]> {
  return tx.grantBurn.findMany({
    where: { userId, grantId: null, isRefunded: false },
    orderBy: [{ toSeq: 'asc' }, { ownedFrom: 'desc' }],
    omit: { userId: true },
  });
}

export function listGrantStates(tx: Db, userId: string, ids: string[]): Promise<GrantState[]> {
  return tx.creditGrant.findMany({ where: { userId, id: { in: ids } }, omit: { userId: true } });
}

/** Who paid for an entry, top of the interval first; empty before it is settled. */
export async function listBurnsAt(db: Db, userId: string, seq: number): Promise<Burn[]> {
  const next = await db.grantBurn.findFirst({
    where: { userId, toSeq: { gte: seq } },
    orderBy: { toSeq: 'asc' },
    select: { toSeq: true },
  });
  if (!next) return [];
  return db.grantBurn.findMany({
    where: { userId, toSeq: next.toSeq, fromSeq: { lt: seq } },
    orderBy: { ownedFrom: 'desc' },
    omit: { userId: true },
  });
}

/** Writes what has changed in the account, in the order that the foreign keys ask for. */
export async function writeAccount(
  tx: Db,
  state: AccountState,
  changes: AccountChanges,
  due: { nextExpiryAt: Date | null; at: Date },
): Promise<void> {
  const { userId } = state;
  for (const hold of changes.holds) await upsertHold(tx, userId, hold);
  if (changes.entries.length > 0) {
    await tx.usageHistory.createMany({ data: changes.entries.map((entry) => toEntryRow(state, entry)) });
  }
  for (const grant of changes.grants) await upsertGrant(tx, userId, grant);
  if (changes.burns.size > 0) await upsertBurns(tx, userId, [...changes.burns]);
  if (changes.entries.some(isGiving)) state.lowThresholdCredits = await findLowThreshold(tx, userId);
  const isLow = state.lowThresholdCredits !== null && state.creditsRemaining <= state.lowThresholdCredits;
  state.lowSince = isLow ? (state.lowSince ?? due.at) : null;
  await tx.creditBalance.update({
    where: { userId },
    data: {
      creditsRemaining: state.creditsRemaining,
      creditsHeld: state.creditsHeld,
      lastSeq: state.lastSeq,
      lastEntryAt: state.lastEntryAt,
      overdraftCredits: state.overdraftCredits,
      settledSeq: state.settledSeq,
      changeSeq: state.changeSeq,
      lowThresholdCredits: state.lowThresholdCredits,
      lowSince: state.lowSince,
      spendCaps: state.spendCaps.length > 0 ? state.spendCaps : Prisma.DbNull,
      nextExpiryAt: due.nextExpiryAt,
      lastSyncedAt: due.at,
      updatedAt: due.at,
    },
    select: { id: true },
  });
}

function isGiving({ kind, creditsUsed }: NewEntry): boolean {
  return kind === 'GRANT' || (kind === 'ADJUSTMENT' && creditsUsed < 0);
}

function toEntryRow(
  { userId, balanceId }: AccountState,
  { details, ...entry }: NewEntry,
): Prisma.UsageHistoryCreateManyInput {
  return { ...entry, userId, creditBalanceId: balanceId, details: details ?? Prisma.DbNull };
}

async function upsertHold(tx: Db, userId: string, hold: HoldState): Promise<void> {
  const { id, details, ...fields } = hold;
  const data = { ...fields, details: details ?? Prisma.DbNull };
  await tx.creditHold.upsert({
    where: { userId_id: { userId, id } },
    create: { ...data, userId, id },
    update: data,
    select: { id: true },
  });
}

async function upsertGrant(tx: Db, userId: string, grant: GrantState): Promise<void> {
  const { id, ...data } = grant;
  await tx.creditGrant.upsert({
    where: { userId_id: { userId, id } },
    create: { ...data, userId, id },
    update: data,
    select: { id: true },
  });
}

/** A burn whose upper part was cut off stays under its key, as that part. */
async function upsertBurns(tx: Db, userId: string, burns: Burn[]): Promise<void> {
  const column = <Value>(of: (burnt: Burn) => Value) => burns.map(of);
  await tx.$executeRaw`
    INSERT INTO "GrantBurn" ("userId", "toSeq", "ownedFrom", "fromSeq", "ownedTo", "grantId", "isRefunded")
    SELECT ${userId}, * FROM unnest(
      ${column((burnt) => burnt.toSeq)}::int[], ${column((burnt) => burnt.ownedFrom)}::int[],
      ${column((burnt) => burnt.fromSeq)}::int[], ${column((burnt) => burnt.ownedTo)}::int[],
      ${column((burnt) => burnt.grantId)}::text[], ${column((burnt) => burnt.isRefunded)}::boolean[]
    )
    ON CONFLICT ("userId", "toSeq", "ownedFrom") DO UPDATE
    SET "ownedTo" = EXCLUDED."ownedTo", "grantId" = EXCLUDED."grantId", "isRefunded" = EXCLUDED."isRefunded"`;
}
