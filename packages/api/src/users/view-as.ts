import { createHash, randomBytes } from 'node:crypto';
import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext, UserPrincipal } from '../context.ts';
import { Reason } from '../credits/schema.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import { RowId } from '../row-id.ts';
import { parseInput } from '../validation.ts';
import { findUser } from './repository.ts';
import { endView, findView, insertView } from './view-repository.ts';

const VIEW_MINUTES = 15;

export const StartViewingInput = z.strictObject({ userId: RowId, reason: Reason });
export type StartViewingInput = z.infer<typeof StartViewingInput>;

export const ViewToken = z.strictObject({ token: z.string().min(1).max(200) });
export type ViewToken = z.infer<typeof ViewToken>;

export const StartedView = z.object({ token: z.string(), expiresAt: z.date() });
export type StartedView = z.infer<typeof StartedView>;

/**
 * Lets an admin look at the app as a user sees it, for a quarter of an hour and without changing anything. Whoever sends
 * the token beside the admin's own session reads as that user. Audited.
 *
 * @throws NOT_FOUND, INVALID_INPUT (also for oneself), FORBIDDEN to non-admins.
 */
export async function startViewing(ctx: ServiceContext, input: StartViewingInput): Promise<StartedView> {
  const { userId: adminId } = requireAdmin(ctx);
  const { userId, reason } = parseInput(StartViewingInput, input);
  if (userId === adminId) throw invalidInput('userId', 'You see your own account already.');
  const createdAt = ctx.now();
  const expiresAt = new Date(createdAt.getTime() + VIEW_MINUTES * 60_000);
  const token = randomBytes(32).toString('base64url');
  await withTransaction(ctx.db, async (tx) => {
    if (!(await findUser(tx, userId))) throw notFound('user');
    await insertView(tx, { tokenHash: digest(token), adminId, userId, expiresAt, createdAt });
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: 'users.startViewing',
        targetType: 'user',
        targetId: userId,
        reason,
        after: { expiresAt: expiresAt.toISOString() },
      },
    );
  });
  return { token, expiresAt };
}

/** Ends a view of one's own before its time; one that has ended stays so. Audited. @throws NOT_FOUND, FORBIDDEN. */
export async function stopViewing(ctx: ServiceContext, input: ViewToken): Promise<void> {
  const { userId: adminId } = requireAdmin(ctx);
  const { token } = parseInput(ViewToken, input);
  await withTransaction(ctx.db, async (tx) => {
    const view = await findView(tx, digest(token));
    if (view?.adminId !== adminId) throw notFound('view');
    if (!(await endView(tx, digest(token), ctx.now()))) return;
    await recordAudit(
      { ...ctx, db: tx },
      { action: 'users.stopViewing', targetType: 'user', targetId: view.userId },
    );
  });
}

/**
 * Whom an admin's request reads as. Always with a user's rights, whoever is looked at.
 *
 * @throws FORBIDDEN when the view is not this admin's, or has ended.
 */
export async function findViewedUser(ctx: ServiceContext, token: string): Promise<UserPrincipal> {
  const ended = new DomainError('FORBIDDEN', 'This view has ended. Start it again from the user’s page.', {});
  if (ctx.principal?.kind !== 'user' || ctx.principal.role !== 'ADMIN') throw ended;
  const { userId: adminId } = ctx.principal;
  const view = await findView(ctx.db, digest(token));
  if (view?.adminId !== adminId || view.endedAt || view.expiresAt <= ctx.now()) throw ended;
  const user = await findUser(ctx.db, view.userId);
  if (!user) throw ended;
  return {
    kind: 'user',
    userId: user.id,
    clerkUserId: user.clerkId,
    role: 'USER',
    view: { tokenHash: view.tokenHash, adminId, endsAt: view.expiresAt },
  };
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
