import { type Db, withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { Reason } from '../credits/schema.ts';
import { forbidden, invalidInput, notFound } from '../errors.ts';
import { RowId } from '../row-id.ts';
import { parseInput } from '../validation.ts';
import { findUser, lockAdmins, updateRole } from './repository.ts';

export const SetRoleInput = z.strictObject({
  userId: RowId,
  role: z.enum(['USER', 'ADMIN']),
  reason: Reason,
});
export type SetRoleInput = z.infer<typeof SetRoleInput>;

/**
 * Makes a user an admin, or an admin a user, from their next request on. Nobody does it to themselves, and whoever does it
 * is an admin when it commits, so there is always one left, also when two admins remove each other at once. Audited;
 * giving the role that somebody has changes nothing.
 *
 * @throws NOT_FOUND, INVALID_INPUT (also for oneself), FORBIDDEN to non-admins.
 */
export async function setUserRole(ctx: ServiceContext, input: SetRoleInput): Promise<void> {
  const admin = requireAdmin(ctx);
  const { userId, role, reason } = parseInput(SetRoleInput, input);
  if (userId === admin.userId) throw invalidInput('userId', 'You cannot change your own role.');
  await withTransaction(ctx.db, async (tx) => {
    await requireStillAdmin(tx, admin.userId);
    const user = await findUser(tx, userId);
    if (!user) throw notFound('user');
    if (!(await updateRole(tx, userId, role, ctx.now()))) return;
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: role === 'ADMIN' ? 'users.makeAdmin' : 'users.removeAdmin',
        targetType: 'user',
        targetId: userId,
        reason,
        before: { role: user.role },
        after: { role },
      },
    );
  });
}

/** Until the transaction ends nobody else changes who is an admin. @throws FORBIDDEN to one who is none any more. */
export async function requireStillAdmin(tx: Db, adminId: string): Promise<void> {
  const admins = await lockAdmins(tx);
  if (!admins.some(({ id, isActive }) => id === adminId && isActive)) throw forbidden();
}
