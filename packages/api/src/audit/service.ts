import { actorIdOf } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { insertAuditLog } from './repository.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = Record<string, Json>;

export type AuditRecord = {
  /** noun.verb, as the procedure that caused it. */
  action: string;
  targetType: 'user' | 'job' | 'plan' | 'usage';
  targetId: string;
  reason?: string;
  before?: JsonObject;
  after?: JsonObject;
};

/** Writes who did what, in the caller's transaction. */
export async function recordAudit(ctx: ServiceContext, record: AuditRecord): Promise<void> {
  await insertAuditLog(ctx.db, { ...record, userId: actorIdOf(ctx), createdAt: ctx.now() });
}
