import type { ApiKeyKind, Db, Prisma } from '@scrip/database';

/** Every process listens here, and forgets what it knows about keys. */
export const keysChannel = 'scrip_api_keys';

const columns = {
  user: { select: { id: true, name: true, email: true } },
  spendCap: { select: { period: true, limitCredits: true, usedCredits: true, periodStart: true } },
} as const satisfies Prisma.ApiKeyInclude;

const hidden = { previousKeyHash: true } as const;

export type KeyRow = Prisma.ApiKeyGetPayload<{ include: typeof columns; omit: typeof hidden }>;

export function findKey(db: Db, id: string): Promise<KeyRow | null> {
  return db.apiKey.findUnique({ where: { id }, include: columns, omit: hidden });
}

/** Nobody else changes this key until the transaction ends. */
export async function lockKey(tx: Db, id: string): Promise<KeyRow | null> {
  await tx.$queryRaw`SELECT FROM "ApiKey" WHERE "id" = ${id} FOR UPDATE`;
  return findKey(tx, id);
}

export function insertKey(tx: Db, data: Prisma.ApiKeyUncheckedCreateInput): Promise<KeyRow> {
  return tx.apiKey.create({ data, include: columns, omit: hidden });
}

type KeyChanges = {
  [Name in keyof Prisma.ApiKeyUncheckedUpdateInput]: Prisma.ApiKeyUncheckedUpdateInput[Name] | undefined;
};

/** Leaves as it is what is undefined. */
export function updateKey(tx: Db, id: string, changes: KeyChanges): Promise<KeyRow> {
  const set = Object.entries(changes).filter(([, value]) => value !== undefined);

  return tx.apiKey.update({
    where: { id },
    data: { ...Object.fromEntries(set), version: { increment: 1 } },
    include: columns,
    omit: hidden,
  });
}

export function countUsableKeys(db: Db, userId: string, at: Date): Promise<number> {
  return db.apiKey.count({ where: { userId, ...stateCondition('active', at) } });
}

export type KeyFilter = {
  kind?: ApiKeyKind | undefined;
  userId?: string | undefined;
  search?: string | undefined;
  state?: 'active' | 'expired' | 'revoked' | undefined;
};

/** Newest first, keyset by instant and id. */
export function listKeyRows(
  db: Db,
  page: { filter: KeyFilter; at: Date; after: { createdAt: Date; id: string } | null; take: number },
): Promise<KeyRow[]> {
  const { filter, at, after, take } = page;
  const { kind, userId, search, state } = filter;
  const conditions: Prisma.ApiKeyWhereInput[] = [];
  if (kind) conditions.push({ kind });
  if (userId) conditions.push({ userId });
  if (state) conditions.push(stateCondition(state, at));
  if (search) {
    // Prisma leaves the wildcards of LIKE as they are.
    const literal = search.replaceAll(/[\\%_]/g, '\\$&');
    const name = { contains: literal, mode: 'insensitive' } as const;
    conditions.push({ OR: [{ name }, { prefix: { startsWith: literal } }, { id: search }] });
  }
  if (after) {
    const { createdAt, id } = after;
    conditions.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] });
  }
  return db.apiKey.findMany({
    where: { AND: conditions },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    include: columns,
    omit: hidden,
  });
}

function stateCondition(state: NonNullable<KeyFilter['state']>, at: Date): Prisma.ApiKeyWhereInput {
  if (state === 'revoked') return { revokedAt: { not: null } };
  const isExpired: Prisma.ApiKeyWhereInput = { expiresAt: { lte: at } };
  return state === 'expired'
    ? { revokedAt: null, ...isExpired }
    : { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] };
}

const checked = {
  id: true,
  kind: true,
  userId: true,
  keyHash: true,
  previousEndsAt: true,
  scopes: true,
  allowedOrigins: true,
  allowedAddresses: true,
  rateLimitPerMinute: true,
  expiresAt: true,
  revokedAt: true,
  user: { select: { isActive: true } },
} as const satisfies Prisma.ApiKeySelect;

export type CheckedRow = Prisma.ApiKeyGetPayload<{ select: typeof checked }>;

/** The key whose secret has this hash, now or before its last rotation. */
export function findKeyByHash(db: Db, hash: string): Promise<CheckedRow | null> {
  return db.apiKey.findFirst({
    where: { OR: [{ keyHash: hash }, { previousKeyHash: hash }] },
    select: checked,
  });
}

export async function updateLastUsed(db: Db, uses: Map<string, Date>): Promise<void> {
  await db.$executeRaw`
    UPDATE "ApiKey" k SET "lastUsedAt" = GREATEST(k."lastUsedAt", u."at"::timestamptz)
    FROM unnest(${[...uses.keys()]}::text[], ${[...uses.values()].map((at) => at.toISOString())}::text[]) u("id", "at")
    WHERE k."id" = u."id"`;
}

/** Tells every process, when the transaction commits, that what it knows about keys is out of date. */
export async function announceKeyChange(tx: Db): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${keysChannel}, '')`;
}

export type NewSpendCap = { period: string; limitCredits: number };

/** What was used counts on in the same kind of period. */
export async function writeSpendCap(
  tx: Db,
  apiKeyId: string,
  cap: NewSpendCap | null,
  periodStart: Date,
): Promise<void> {
  if (!cap) {
    await tx.apiKeySpendCap.deleteMany({ where: { apiKeyId } });
    return;
  }
  const { period, limitCredits } = cap;
  await tx.$executeRaw`
    INSERT INTO "ApiKeySpendCap" AS c ("apiKeyId", "period", "limitCredits", "usedCredits", "periodStart")
    VALUES (${apiKeyId}, ${period}, ${limitCredits}, 0, ${periodStart})
    ON CONFLICT ("apiKeyId") DO UPDATE SET "limitCredits" = EXCLUDED."limitCredits", "period" = EXCLUDED."period",
      "usedCredits" = CASE WHEN c."period" = EXCLUDED."period" THEN c."usedCredits" ELSE 0 END,
      "periodStart" = CASE WHEN c."period" = EXCLUDED."period" THEN c."periodStart" ELSE EXCLUDED."periodStart" END`;
}

export function findKeyName(db: Db, id: string) {
  return db.apiKey.findUnique({ where: { id }, select: { id: true, kind: true, name: true, prefix: true } });
}
