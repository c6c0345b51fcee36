import type { Db, Prisma, Role } from '@scrip/database';

const listColumns = {
  id: true,
  clerkId: true,
  email: true,
  name: true,
  role: true,
  isActive: true,
  createdAt: true,
  creditBalance: { select: { creditsRemaining: true, creditsHeld: true, lastEntryAt: true } },
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

/** Every admin's row stays as it is until the transaction ends: of two admins who remove each other, one is second. */
export async function lockAdmins(db: Db): Promise<{ id: string; isActive: boolean }[]> {
  return db.$queryRaw`SELECT "id", "isActive" FROM "User" WHERE "role" = 'ADMIN' ORDER BY "id" FOR NO KEY UPDATE`;
}

/** True when the role changed. */
export async function updateRole(db: Db, userId: string, role: Role, at: Date): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: userId, role: { not: role } },
    data: { role, updatedAt: at },
  });
  return count === 1;
}

/** Two changes that one admin asks for at once come one after the other. */
export async function lockUser(db: Db, userId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR NO KEY UPDATE`;
}

export function findUserByEmail(db: Db, email: string) {
  return db.user.findUnique({ where: { email }, select: { id: true } });
}

/** By id, Clerk id or e-mail, in lower case. */
export function listUsersByNames(db: Db, names: string[]) {
  return db.user.findMany({
    where: { OR: [{ id: { in: names } }, { clerkId: { in: names } }, { email: { in: names } }] },
    select: { id: true, clerkId: true, email: true },
  });
}

export function listPeople(db: Db, ids: string[]) {
  return db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, email: true } });
}

export function listStates(db: Db, ids: string[]) {
  return db.user.findMany({ where: { id: { in: ids } }, select: { id: true, isActive: true, role: true } });
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
