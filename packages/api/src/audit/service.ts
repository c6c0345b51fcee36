import { z } from 'zod';
import { actorIdOf, requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { type JsonObject, redactObject, redactText } from './redact.ts';
import {
  type AuditRow,
  findAuditLog,
  insertAuditLog,
  listActions,
  listAuditLogs,
  listPeople,
} from './repository.ts';
import { AuditItem, type AuditPage, type ListAuditInput, type TargetType } from './schema.ts';

export type AuditRecord = {
  /** noun.verb, as the procedure that caused it. */
  action: string;
  targetType: TargetType;
  targetId: string;
  reason?: string | undefined;
  before?: JsonObject;
  after?: JsonObject;
};

type AuditContext = Pick<ServiceContext, 'db' | 'principal' | 'now' | 'requestId' | 'address'>;

/** Writes who did what from where, in the caller's transaction. What looks like a secret is left out. */
export async function recordAudit(ctx: AuditContext, record: AuditRecord): Promise<void> {
  const { action, targetType, targetId, reason, before, after } = record;
  await insertAuditLog(ctx.db, {
    action,
    targetType,
    targetId,
    ...(reason === undefined ? {} : { reason: redactText(reason) }),
    ...(before ? { before: redactObject(before) } : {}),
    ...(after ? { after: redactObject(after) } : {}),
    userId: actorIdOf(ctx),
    requestId: ctx.requestId ?? null,
    address: ctx.address ?? null,
    createdAt: ctx.now(),
  });
}

/** The same for a verb that the app's own code calls, too: only what an admin does with it is an admin's change. */
export async function recordAdminAudit(ctx: ServiceContext, record: AuditRecord): Promise<void> {
  if (ctx.principal?.kind === 'user') await recordAudit(ctx, record);
}

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/** One page of the audit log, newest first. @throws FORBIDDEN to non-admins, INVALID_INPUT for a foreign cursor. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  requireAdmin(ctx);
  const { cursor, limit, direction: _, actorId, ...filter } = input;
  const key = cursor ? decodeCursor(Cursor, cursor) : null;
  const after = key && { createdAt: new Date(key[0]), id: key[1] };
  const actor = actorId === 'system' ? null : actorId;
  const rows = await listAuditLogs(ctx.db, { filter: { ...filter, actorId: actor }, after, take: limit + 1 });
  const page = cutPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { ...page, items: await toItems(ctx, page.items) };
}

/** @throws NOT_FOUND, FORBIDDEN to non-admins. */
export async function getAudit(ctx: ServiceContext, id: string): Promise<AuditItem> {
  requireAdmin(ctx);
  const row = await findAuditLog(ctx.db, id);
  const [item] = row ? await toItems(ctx, [row]) : [];
  if (!item) throw notFound('audit row');
  return item;
}

/** What the log can be filtered by. @throws FORBIDDEN to non-admins. */
export async function listAuditActions(ctx: ServiceContext): Promise<string[]> {
  requireAdmin(ctx);
  return listActions(ctx.db);
}

async function toItems(ctx: ServiceContext, rows: AuditRow[]): Promise<AuditItem[]> {
  const targets = rows.filter(({ targetType }) => targetType === 'user').map(({ targetId }) => targetId);
  const people = new Map((await listPeople(ctx.db, targets)).map((user) => [user.id, user]));
  return rows.map(({ user, userId: _, ...row }) =>
    AuditItem.parse({
      ...row,
      actor: user,
      targetUser: row.targetType === 'user' ? (people.get(row.targetId) ?? null) : null,
    }),
  );
}
