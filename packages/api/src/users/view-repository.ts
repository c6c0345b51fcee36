import type { Db } from '@scrip/database';

export async function insertView(
  db: Db,
  data: { tokenHash: string; adminId: string; userId: string; expiresAt: Date; createdAt: Date },
): Promise<void> {
  // Whoever looks at somebody makes room for what nobody needs any more; the audit log keeps that it was.
  await db.viewSession.deleteMany({ where: { expiresAt: { lt: data.createdAt } } });
  await db.viewSession.create({ data, select: { tokenHash: true } });
}

export function findView(db: Db, tokenHash: string) {
  return db.viewSession.findUnique({ where: { tokenHash } });
}

/** Which of these an admin has ended, or is not there any more. */
export async function listEndedViews(db: Db, tokenHashes: string[]): Promise<Set<string>> {
  if (tokenHashes.length === 0) return new Set();
  const rows = await db.viewSession.findMany({ where: { tokenHash: { in: tokenHashes }, endedAt: null } });
  const open = new Set(rows.map(({ tokenHash }) => tokenHash));
  return new Set(tokenHashes.filter((tokenHash) => !open.has(tokenHash)));
}

/** False: it has ended already. */
export async function endView(db: Db, tokenHash: string, endedAt: Date): Promise<boolean> {
  return (
    (await db.viewSession.updateMany({ where: { tokenHash, endedAt: null }, data: { endedAt } })).count === 1
  );
}
