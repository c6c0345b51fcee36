import { type Db, Prisma } from '@scrip/database';

export async function insertAuditLog(db: Db, row: Prisma.AuditLogUncheckedCreateInput): Promise<void> {
  await db.auditLog.create({ data: row, select: { id: true } });
}

export type AuditFilter = {
  /** Null: Scrip itself. */
  actorId?: string | null | undefined;
  action?: string | undefined;
  targetType?: string | undefined;
  targetId?: string | undefined;
  search?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
};

const person = { select: { id: true, name: true, email: true } } as const;

/** Newest first, keyset by instant and id. */
export function listAuditLogs(
  db: Db,
  {
    filter,
    after,
    take,
  }: { filter: AuditFilter; after: { createdAt: Date; id: string } | null; take: number },
) {
  const { actorId, action, targetType, targetId, search, from, to } = filter;
  const conditions: Prisma.AuditLogWhereInput[] = [];
  if (actorId !== undefined) conditions.push({ userId: actorId });
  if (action?.endsWith('.')) conditions.push({ action: { startsWith: literal(action) } });
  else if (action) conditions.push({ action });
  if (targetType) conditions.push({ targetType });
  if (targetId) conditions.push({ targetId });
  if (from) conditions.push({ createdAt: { gte: from } });
  if (to) conditions.push({ createdAt: { lt: to } });
  if (search) {
    conditions.push({
      OR: [
        { reason: { contains: literal(search), mode: 'insensitive' } },
        { targetId: search },
        { requestId: search },
        { address: search },
      ],
    });
  }
  if (after) {
    const { createdAt, id } = after;
    conditions.push({ OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] });
  }
  return db.auditLog.findMany({
    where: { AND: conditions },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take,
    include: { user: person },
  });
}

export type AuditRow = Awaited<ReturnType<typeof listAuditLogs>>[number];

/** Prisma leaves the wildcards of LIKE as they are. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

export function findAuditLog(db: Db, id: string): Promise<AuditRow | null> {
  return db.auditLog.findUnique({ where: { id }, include: { user: person } });
}

export function listPeople(db: Db, ids: string[]) {
  return db.user.findMany({ where: { id: { in: ids } }, ...person });
}

/** Every action that the log has, found by jumps over the index instead of a walk over the log. */
export async function listActions(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ action: string }[]>(Prisma.sql`
    WITH RECURSIVE found AS (
      SELECT min("action") AS "action" FROM "AuditLog"
      UNION ALL
      SELECT (SELECT min(a."action") FROM "AuditLog" a WHERE a."action" > f."action")
      FROM found f WHERE f."action" IS NOT NULL
    )
    SELECT "action" FROM found WHERE "action" IS NOT NULL`);
  return rows.map(({ action }) => action);
}
