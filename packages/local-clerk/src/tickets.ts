import { ClerkError, notFound } from './clerk-error.ts';
import type { Context } from './context.ts';
import { hashSecret, newId, newSecret } from './ids.ts';
import type { InvitationRecord, TicketRecord } from './store/state.ts';

const INVITATION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

function ticketError(code: string, message: string): ClerkError {
  return new ClerkError({ status: 400, code, message });
}

/** Makes a sign-in ticket. Only a hash of it is kept: `token` cannot be had again. */
export function issueTicket(ctx: Context, userId: string, lifetimeSeconds: number) {
  const token = newSecret();
  const at = ctx.now();
  const ticket: TicketRecord = {
    id: newId('sit'),
    userId,
    status: 'pending',
    tokenHash: hashSecret(token),
    expireAt: at + lifetimeSeconds * 1000,
    createdAt: at,
    updatedAt: at,
  };
  ctx.store.tickets.set(ticket.id, ticket);
  ctx.store.touch();
  return { ticket, token, url: `${ctx.origins[0]}/sign-in?__clerk_ticket=${token}` };
}

/** Uses a ticket up and answers whose it is. Throws when it is unknown, used, revoked or too old. */
export function redeemTicket(ctx: Context, token: string): string {
  const tokenHash = hashSecret(token);
  const ticket = [...ctx.store.tickets.values()].find((one) => one.tokenHash === tokenHash);
  if (!ticket) throw ticketError('ticket_invalid_code', 'This sign-in link is not valid.');
  if (ticket.status === 'revoked')
    throw ticketError('sign_in_token_revoked_code', 'This sign-in link was revoked.');
  if (ticket.status === 'accepted') {
    throw ticketError(
      'sign_in_token_already_used_code',
      'This sign-in link was used already. It works once.',
    );
  }
  if (ticket.expireAt <= ctx.now())
    throw ticketError('ticket_expired_code', 'This sign-in link has expired.');
  ticket.status = 'accepted';
  ticket.updatedAt = ctx.now();
  ctx.store.touch();
  return ticket.userId;
}

export function revokeTicket(ctx: Context, id: string): TicketRecord {
  const ticket = ctx.store.tickets.get(id);
  if (!ticket) throw notFound('sign-in token');
  if (ticket.status === 'pending') ticket.status = 'revoked';
  ticket.updatedAt = ctx.now();
  ctx.store.touch();
  return ticket;
}

/** Makes an invitation to sign up with `email`. No mail is sent: the caller passes the link on. */
export function issueInvitation(ctx: Context, email: string, publicMetadata: Record<string, unknown>) {
  const token = newSecret();
  const at = ctx.now();
  const invitation: InvitationRecord = {
    id: newId('inv'),
    email,
    status: 'pending',
    tokenHash: hashSecret(token),
    publicMetadata,
    expireAt: at + INVITATION_LIFETIME_MS,
    createdAt: at,
    updatedAt: at,
  };
  ctx.store.invitations.set(invitation.id, invitation);
  ctx.store.touch();
  return { invitation, url: `${ctx.origins[0]}/sign-up?__clerk_ticket=${token}` };
}

export function getPendingInvitation(ctx: Context, token: string): InvitationRecord {
  const tokenHash = hashSecret(token);
  const invitation = [...ctx.store.invitations.values()].find((one) => one.tokenHash === tokenHash);
  if (invitation?.status !== 'pending')
    throw ticketError('ticket_invalid_code', 'This invitation is not valid.');
  if (invitation.expireAt <= ctx.now())
    throw ticketError('ticket_expired_code', 'This invitation has expired.');
  return invitation;
}

export function closeInvitation(ctx: Context, id: string, status: 'accepted' | 'revoked'): InvitationRecord {
  const invitation = ctx.store.invitations.get(id);
  if (!invitation) throw notFound('invitation');
  invitation.status = status;
  invitation.updatedAt = ctx.now();
  ctx.store.touch();
  return invitation;
}
