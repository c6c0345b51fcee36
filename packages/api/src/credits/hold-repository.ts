import type { Db, HoldStatus, Prisma } from '@scrip/database';

export function findHold(db: Db, userId: string, id: string) {
  return db.creditHold.findUnique({ where: { userId_id: { userId, id } }, omit: { userId: true } });
}

/** Newest first, keyset by creation time and id; `status` as of `at`. */
export function listHoldRows(
  db: Db,
  userId: string,
  page: {
    at: Date;
    status: HoldStatus | undefined;
    after: { createdAt: Date; id: string } | null;
    take: number;
  },
) {
  const conditions: Prisma.CreditHoldWhereInput[] = [];
  if (page.status === 'OPEN') conditions.push({ status: 'OPEN', expiresAt: { gt: page.at } });
  else if (page.status === 'EXPIRED') {
    conditions.push({ OR: [{ status: 'EXPIRED' }, { status: 'OPEN', expiresAt: { lte: page.at } }] });
  } else if (page.status) conditions.push({ status: page.status });
  if (page.after) {
    const { createdAt, id } = page.after;
    conditions.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] });
  }
  return db.creditHold.findMany({
    where: { userId, AND: conditions },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: page.take,
    omit: { userId: true },
  });
}
