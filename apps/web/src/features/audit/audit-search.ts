import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string().check(z.trim(), z.maxLength(200))), undefined);

export const auditTargets = ['user', 'feature', 'plan', 'settings', 'job', 'invitation'] as const;
export type AuditTarget = (typeof auditTargets)[number];

/** What the address of the audit log says. */
export const AuditSearch = z.object({
  search: text,
  action: text,
  type: z.catch(z.optional(z.enum(auditTargets)), undefined),
  target: text,
  actor: text,
  from: z.catch(z.optional(z.iso.date()), undefined),
  to: z.catch(z.optional(z.iso.date()), undefined),
  /** The record that is open. */
  record: text,
});
export type AuditSearch = z.infer<typeof AuditSearch>;

/** Days begin at midnight where the reader is; the last one counts as well. */
export function toAuditFilter({ search, action, type, target, actor, from, to }: AuditSearch) {
  const midnightOf = (day: string, plusDays: number) => {
    const start = new Date(`${day}T00:00:00`);
    start.setDate(start.getDate() + plusDays);
    return start.toISOString();
  };
  return {
    ...(search && { search }),
    ...(action && { action }),
    ...(type && { targetType: type }),
    ...(target && { targetId: target }),
    ...(actor && { actorId: actor }),
    ...(from && { from: midnightOf(from, 0) }),
    ...(to && { to: midnightOf(to, 1) }),
  };
}
