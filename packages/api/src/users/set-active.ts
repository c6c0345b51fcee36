import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { announceUserChange } from '../api-keys/service.ts';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { RowId } from '../row-id.ts';
import { parseInput } from '../validation.ts';
import { endSessionsKind } from './end-sessions.ts';
import { findUser, updateActive } from './repository.ts';
import { requireStillAdmin } from './set-role.ts';

export const SetActiveInput = z.strictObject({
  userId: RowId,
  isActive: z.boolean(),
  reason: z.string().trim().min(3).max(500),
});
export type SetActiveInput = z.infer<typeof SetActiveInput>;

/**
 * Deactivates or reactivates an account. A deactivated one is refused everywhere from its next request on, what streams to
 * it breaks off within a second, and a job ends its sessions at Clerk. Audited. Setting the state that it has already
 * changes nothing.
 *
 * @throws NOT_FOUND, INVALID_INPUT (also for oneself), FORBIDDEN to non-admins.
 */
export async function setUserActive(ctx: ServiceContext, input: SetActiveInput): Promise<void> {
  const admin = requireAdmin(ctx);
  const { userId, isActive, reason } = parseInput(SetActiveInput, input);
  if (userId === admin.userId) {
    const message = 'You cannot deactivate your own account.';
    throw new DomainError('INVALID_INPUT', message, { issues: [{ path: 'userId', message }] });
  }
  await withTransaction(ctx.db, async (tx) => {
    await requireStillAdmin(tx, admin.userId);
    if (!(await findUser(tx, userId))) throw notFound('user');
    if (!(await updateActive(tx, userId, isActive, ctx.now()))) return;
    if (!isActive) await enqueue({ db: tx, now: ctx.now }, endSessionsKind, { userId });
    await announceUserChange({ db: tx });
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: isActive ? 'users.reactivate' : 'users.deactivate',
        targetType: 'user',
        targetId: userId,
        reason,
        before: { isActive: !isActive },
        after: { isActive },
      },
    );
  });
}
