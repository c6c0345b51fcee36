import { type Db, Prisma } from '@scrip/database';
import type { PreviewProposal } from './schema.ts';
import type { PreviewTotals } from './totals.ts';

export type PreviewRow = Prisma.PricePreviewGetPayload<object>;

const unfinished = { status: { in: ['queued', 'running'] } };

export function insertPreview(
  db: Db,
  data: { createdById: string; proposal: PreviewProposal; from: Date; to: Date; createdAt: Date },
): Promise<PreviewRow> {
  return db.pricePreview.create({ data });
}

export function findPreview(db: Db, id: string): Promise<PreviewRow | null> {
  return db.pricePreview.findUnique({ where: { id } });
}

/** Newest first. */
export function listPreviewRows(db: Db, take: number): Promise<PreviewRow[]> {
  return db.pricePreview.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take });
}

/** Only if it is of that admin, where one is named; what has an end keeps it. */
export async function cancelUnfinished(
  db: Db,
  which: { id: string; createdById?: string },
  endedAt: Date,
): Promise<void> {
  await db.pricePreview.updateMany({
    where: { ...which, ...unfinished },
    data: { status: 'cancelled', endedAt },
  });
}

/** False: it was cancelled meanwhile, or another runner went on with it. */
export async function updateProgress(
  db: Db,
  { id, afterUserId }: Pick<PreviewRow, 'id' | 'afterUserId'>,
  data: {
    status: 'running' | 'done' | 'failed';
    usersTotal?: number;
    usersDone?: number;
    entriesDone?: number;
    afterUserId?: string;
    totals?: PreviewTotals;
    error?: string;
    endedAt?: Date;
  },
): Promise<boolean> {
  const { count } = await db.pricePreview.updateMany({ where: { id, afterUserId, ...unfinished }, data });
  return count === 1;
}

export function countAccounts(db: Db): Promise<number> {
  return db.creditBalance.count();
}

export async function listAccountIds(db: Db, afterUserId: string | null, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ userId: string }[]>(Prisma.sql`
    SELECT "userId" FROM "CreditBalance" WHERE "userId" > ${afterUserId ?? ''} ORDER BY "userId" LIMIT ${take}`);
  return rows.map(({ userId }) => userId);
}

export function listPeople(db: Db, ids: string[]) {
  return db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, email: true } });
}

export async function listPlanIds(db: Db, ids: string[]): Promise<string[]> {
  return (await db.plan.findMany({ where: { id: { in: ids } }, select: { id: true } })).map(({ id }) => id);
}
