import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { Reason } from '../credits/schema.ts';
import { DomainError } from '../errors.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { parseInput } from '../validation.ts';
import type { ClerkInvitations, Invitation } from './clerk-invitations.ts';
import { findUserByEmail } from './repository.ts';

export const InviteUserInput = z.strictObject({
  email: z.string().trim().toLowerCase().pipe(z.email('This is no e-mail address.').max(254)),
  reason: Reason,
});
export type InviteUserInput = z.input<typeof InviteUserInput>;

export const inviteUserKind = {
  name: 'users.invite',
  payload: z.strictObject({ email: z.string() }),
  maxAttempts: 10,
};

/**
 * Asks somebody to sign up. Clerk sends the mail as soon as it can be reached; an address whose invitation still waits is
 * not invited twice. Audited.
 *
 * @throws ALREADY_EXISTS when a user has this address, NOT_CONFIGURED, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function inviteUser(ctx: ServiceContext, input: InviteUserInput): Promise<void> {
  requireAdmin(ctx);
  requireInvitations(ctx);
  const { email, reason } = parseInput(InviteUserInput, input);
  await withTransaction(ctx.db, async (tx) => {
    const owner = await findUserByEmail(tx, email);
    if (owner) {
      const message = `There is a user with the address ${email} already.`;
      throw new DomainError('ALREADY_EXISTS', message, { field: 'email', id: owner.id });
    }
    const isNew = await enqueue(
      { db: tx, now: ctx.now },
      inviteUserKind,
      { email },
      { key: `users.invite:${email}` },
    );
    if (!isNew) return;
    await recordAudit(
      { ...ctx, db: tx },
      { action: 'users.invite', targetType: 'invitation', targetId: email, reason },
    );
  });
}

/** The newest invitations, as Clerk knows them. @throws CLERK_FAILED, NOT_CONFIGURED, FORBIDDEN to non-admins. */
export async function listInvitations(ctx: ServiceContext): Promise<Invitation[]> {
  requireAdmin(ctx);
  return requireInvitations(ctx).list();
}

export function requireInvitations({ clerkInvitations }: ServiceContext): ClerkInvitations {
  if (clerkInvitations) return clerkInvitations;
  const message = 'This installation cannot invite: it is not connected to Clerk.';
  throw new DomainError('NOT_CONFIGURED', message, { missing: 'clerkInvitations' });
}
