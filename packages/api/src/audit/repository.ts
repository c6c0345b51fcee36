import type { Db, Prisma } from '@scrip/database';

export async function insertAuditLog(db: Db, row: Prisma.AuditLogUncheckedCreateInput): Promise<void> {
  await db.auditLog.create({ data: row, select: { id: true } });
}
