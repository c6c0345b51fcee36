import { type Db, Prisma, type Role } from '@scrip/database';
import type { UserSort } from './schema.ts';

export type UserFilter = {
  search?: string | undefined;
  minCredits?: number | undefined;
  maxCredits?: number | undefined;
  planId?: string | undefined;
  isActive?: boolean | undefined;
  role?: Role | undefined;
  activeSince?: Date | undefined;
  inactiveSince?: Date | undefined;
};

export type ListedUser = {
  id: string;
  clerkId: string;
  email: string | null;
  name: string | null;
  role: Role;
  isActive: boolean;
  createdAt: Date;
  creditsRemaining: number;
  creditsHeld: number;
  lastEntryAt: Date | null;
  planId: string | null;
  planName: string | null;
  /** What the list is sorted by, as text that sorts the next page. */
  sortKey: string;
};

const balance = Prisma.sql`COALESCE(b."creditsRemaining", 0)`;
const lastEntry = Prisma.sql`COALESCE(b."lastEntryAt", 'epoch'::timestamptz)`;

/** By what each order sorts, of which type, and which way. */
const orders = {
  newest: { by: Prisma.sql`u."createdAt"`, type: Prisma.sql`timestamptz`, isDown: true },
  oldest: { by: Prisma.sql`u."createdAt"`, type: Prisma.sql`timestamptz`, isDown: false },
  name: { by: Prisma.sql`lower(COALESCE(u."name", u."email", ''))`, type: Prisma.sql`text`, isDown: false },
  balanceHigh: { by: balance, type: Prisma.sql`int`, isDown: true },
  balanceLow: { by: balance, type: Prisma.sql`int`, isDown: false },
  lastActive: { by: lastEntry, type: Prisma.sql`timestamptz`, isDown: true },
} as const satisfies Record<UserSort, { by: Prisma.Sql; type: Prisma.Sql; isDown: boolean }>;

/** A page of users in an order, keyset by what it sorts by and the id. */
export function listUsers(
  db: Db,
  page: {
    filter: UserFilter;
    sort: UserSort;
    after: { sortKey: string; id: string } | null;
    take: number;
  },
): Promise<ListedUser[]> {
  const { by, type, isDown } = orders[page.sort];
  const way = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const conditions = conditionsOf(page.filter);
  if (page.after) {
    const { sortKey, id } = page.after;
    const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`;
    conditions.push(Prisma.sql`(${by}, u."id") ${beyond} (${sortKey}::text::${type}, ${id})`);
  }
  return db.$queryRaw<ListedUser[]>`
    SELECT u."id", u."clerkId", u."email", u."name", u."role", u."isActive", u."createdAt",
      ${balance} AS "creditsRemaining", COALESCE(b."creditsHeld", 0) AS "creditsHeld", b."lastEntryAt",
      p."id" AS "planId", p."name" AS "planName", (${by})::text AS "sortKey"
    FROM "User" u
    LEFT JOIN "CreditBalance" b ON b."userId" = u."id"
    LEFT JOIN LATERAL (
      SELECT i."planKey" FROM "SubscriptionItem" i
      WHERE i."userId" = u."id" AND i."status" IN ('active', 'past_due', 'canceled') AND i."planKey" IS NOT NULL
      ORDER BY i."periodStart" DESC, i."stateAt" DESC LIMIT 1
    ) s ON true
    LEFT JOIN "Plan" p ON p."clerkId" = s."planKey" OR p."id" = s."planKey"
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${by} ${way}, u."id" ${way}
    LIMIT ${page.take}`;
}

function conditionsOf(filter: UserFilter): Prisma.Sql[] {
  const { search, minCredits, maxCredits, planId, isActive, role, activeSince, inactiveSince } = filter;
  const conditions = [Prisma.sql`true`];
  if (search) {
    const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(u."email" ILIKE ${pattern} OR u."name" ILIKE ${pattern}
      OR u."id" = ${search} OR u."clerkId" = ${search})`);
  }
  if (minCredits !== undefined) conditions.push(Prisma.sql`${balance} >= ${minCredits}::int`);
  if (maxCredits !== undefined) conditions.push(Prisma.sql`${balance} <= ${maxCredits}::int`);
  if (planId !== undefined) conditions.push(Prisma.sql`p."id" = ${planId}`);
  if (isActive !== undefined) conditions.push(Prisma.sql`u."isActive" = ${isActive}`);
  if (role !== undefined) conditions.push(Prisma.sql`u."role" = ${role}::"Role"`);
  if (activeSince !== undefined) conditions.push(Prisma.sql`b."lastEntryAt" >= ${activeSince}::timestamptz`);
  if (inactiveSince !== undefined) {
    conditions.push(Prisma.sql`(b."lastEntryAt" IS NULL OR b."lastEntryAt" < ${inactiveSince}::timestamptz)`);
  }
  return conditions;
}
