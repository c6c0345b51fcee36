import type { CreditPack, Db, Prisma } from '@scrip/database';

export function findPack(db: Db, userId: string, paymentId: string): Promise<CreditPack | null> {
  return db.creditPack.findUnique({ where: { userId_paymentId: { userId, paymentId } } });
}

/** Whose payment it is. */
export async function findPackOwner(db: Db, paymentId: string): Promise<string | null> {
  const pack = await db.creditPack.findFirst({ where: { paymentId }, select: { userId: true } });
  return pack?.userId ?? null;
}

export function insertPack(db: Db, data: Prisma.CreditPackUncheckedCreateInput): Promise<CreditPack> {
  return db.creditPack.create({ data });
}

export function updatePack(
  db: Db,
  userId: string,
  paymentId: string,
  data: Prisma.CreditPackUncheckedUpdateInput,
): Promise<CreditPack> {
  return db.creditPack.update({ where: { userId_paymentId: { userId, paymentId } }, data });
}

/** Newest first, keyset by creation time and payment. */
export function listPacks(
  db: Db,
  page: { userId: string | undefined; after: { createdAt: Date; paymentId: string } | null; take: number },
): Promise<CreditPack[]> {
  const { userId, after, take } = page;
  const filters: Prisma.CreditPackWhereInput[] = [];
  if (userId) filters.push({ userId });
  if (after) {
    const { createdAt, paymentId } = after;
    filters.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, paymentId: { lt: paymentId } }] });
  }
  return db.creditPack.findMany({
    where: { AND: filters },
    orderBy: [{ createdAt: 'desc' }, { paymentId: 'desc' }],
    take,
  });
}
