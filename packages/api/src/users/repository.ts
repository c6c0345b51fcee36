import type { Db, Prisma, Role } from '@scrip/database';

const listColumns = {
  id: true,
  clerkId: true,
  email: true,
  name: true,
  role: true,
  isActive: true,
  createdAt: true,
  creditBalance: { select: { creditsRemaining: true, creditsHeld: true, lastSeq: true, lastSyncedAt: true } },
} as const satisfies Prisma.UserSelect;

export type UserRow = Prisma.UserGetPayload<{ select: typeof listColumns }>;

export function findUserByClerkId(db: Db, clerkId: string) {
  return db.user.findUnique({
    where: { clerkId },
    select: { id: true, clerkId: true, email: true, name: true, role: true, isActive: true },
  });
}

export function findUser(db: Db, id: string): Promise<UserRow | null> {
  return db.user.findUnique({ where: { id }, select: listColumns });
}

/** Newest first, keyset by creation time and id. */
export function listUsers(
  db: Db,
  page: { search: string | undefined; after: { createdAt: Date; id: string } | null; take: number },
): Promise<UserRow[]> {
  const conditions: Prisma.UserWhereInput[] = [];
  if (page.search) {
    // Prisma leaves the wildcards of LIKE as they are.
    const literal = page.search.replaceAll(/[\\%_]/g, '\\$&');
    const contains = { contains: literal, mode: 'insensitive' } as const;
    conditions.push({
      OR: [{ email: contains }, { name: contains }, { id: page.search }, { clerkId: page.search }],
    });
  }
  if (page.after) {
    const { createdAt, id } = page.after;
    conditions.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] });
  }
  return db.user.findMany({
    where: { AND: conditions },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.take,
    select: listColumns,
  });
}

export type NewUser = {
  id: string;
  clerkId: string;
  email: string | null;
  name: string | null;
  role: Role;
  at: Date;
};

/** Writes the user unless the Clerk id is known already. An e-mail that another account has is left out. */
export async function insertUserOnce(db: Db, user: NewUser): Promise<boolean> {
  const count = await db.$executeRaw`
    INSERT INTO "User" ("id", "clerkId", "email", "name", "role", "createdAt", "updatedAt")
    SELECT ${user.id}, ${user.clerkId},
      CASE WHEN EXISTS (SELECT 1 FROM "User" WHERE "email" = ${user.email}::text) THEN NULL ELSE ${user.email}::text END,
      ${user.name}, ${user.role}::"Role", ${user.at}::timestamptz, ${user.at}::timestamptz
    ON CONFLICT ("clerkId") DO NOTHING`;
  return count === 1;
}

export async function insertBalanceOnce(db: Db, owner: { userId: string; clerkUserId: string }, at: Date) {
  await db.creditBalance.createMany({
    data: { ...owner, creditsRemaining: 0, lastSyncedAt: at, createdAt: at, updatedAt: at },
    skipDuplicates: true,
  });
}

/** An e-mail that another account has is left out. Returns the e-mail that is stored now. */
export async function updateIdentity(
  db: Db,
  userId: string,
  { email, name }: { email: string | null; name: string | null },
  at: Date,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ email: string | null }[]>`
    UPDATE "User" SET
      "email" = CASE
        WHEN EXISTS (SELECT 1 FROM "User" WHERE "email" = ${email}::text AND "id" <> ${userId}) THEN NULL
        ELSE ${email}::text END,
      "name" = ${name}, "updatedAt" = ${at}::timestamptz
    WHERE "id" = ${userId}
    RETURNING "email"`;
  return row?.email ?? null;
}

/** True when the state changed. */
export async function updateActive(db: Db, userId: string, isActive: boolean, at: Date): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, isActive: !isActive },
    data: { isActive, updatedAt: at },
  });
  return count === 1;
}

/** What is left of a person whose account was deleted: the ledger's owner, without name or e-mail. */
export async function eraseIdentity(db: Db, clerkId: string, at: Date): Promise<void> {
  await db.user.updateMany({
    where: { clerkId },
    data: { email: null, name: null, isActive: false, updatedAt: at },
  });
}

/** Takes away what the user had besides the ledger: keys open nothing any more, files are nameless. */
export async function removeBelongings(db: Db, clerkId: string, at: Date): Promise<void> {
  const user = { clerkId };
  await db.apiKey.updateMany({ where: { user, revokedAt: null }, data: { revokedAt: at } });
  await db.storageObject.updateMany({
    where: { user, name: { not: '' } },
    data: { name: '', updatedAt: at },
  });
  await db.userPreferences.deleteMany({ where: { user } });
}
