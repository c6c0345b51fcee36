import type { Router } from 'express';
import { z } from 'zod';
import { sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import type { InvitationRecord, TicketRecord } from '../store/state.ts';
import { closeInvitation, issueInvitation, issueTicket, revokeTicket } from '../tickets.ts';
import { getUser, normalizeEmail, requireFreeEmail } from '../users.ts';
import { paged, queryValues, readBody } from './request.ts';

const MONTH_SECONDS = 30 * 24 * 60 * 60;

const TicketBody = z.object({
  user_id: z.string(),
  expires_in_seconds: z.number().int().positive().default(MONTH_SECONDS),
});

const InvitationBody = z.object({
  email_address: z.string(),
  public_metadata: z.record(z.string(), z.unknown()).nullish(),
  ignore_existing: z.boolean().nullish(),
});

function ticketShape(ticket: TicketRecord) {
  const { id, userId, status, createdAt, updatedAt } = ticket;
  return {
    object: 'sign_in_token',
    id,
    user_id: userId,
    status,
    created_at: createdAt,
    updated_at: updatedAt,
  };
}

function invitationShape(invitation: InvitationRecord) {
  return {
    object: 'invitation',
    id: invitation.id,
    email_address: invitation.email,
    public_metadata: invitation.publicMetadata,
    revoked: invitation.status === 'revoked',
    status: invitation.status,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  };
}

export function addTicketRoutes(router: Router, ctx: Context): void {
  router.post('/sign_in_tokens', async (req, res) => {
    const body = readBody(TicketBody, req);
    const user = getUser(ctx, body.user_id);
    const { ticket, token, url } = issueTicket(ctx, user.id, body.expires_in_seconds);
    await ctx.store.flush();
    sendJson(res, { ...ticketShape(ticket), token, url });
  });
  router.post('/sign_in_tokens/:id/revoke', async (req, res) => {
    const ticket = revokeTicket(ctx, req.params.id);
    await ctx.store.flush();
    sendJson(res, ticketShape(ticket));
  });
}

export function addInvitationRoutes(router: Router, ctx: Context): void {
  router.get('/invitations', (req, res) => {
    const statuses = queryValues(req, 'status');
    const invitations = [...ctx.store.invitations.values()]
      .filter(({ status }) => (statuses.length > 0 ? statuses.includes(status) : status !== 'revoked'))
      .toSorted((a, b) => b.createdAt - a.createdAt);
    sendJson(res, paged(req, invitations.map(invitationShape)));
  });
  router.post('/invitations', async (req, res) => {
    const body = readBody(InvitationBody, req);
    const email = normalizeEmail(body.email_address, 'email_address');
    if (!body.ignore_existing) requireFreeEmail(ctx, email);
    const { invitation, url } = issueInvitation(ctx, email, body.public_metadata ?? {});
    await ctx.store.flush();
    sendJson(res, { ...invitationShape(invitation), url });
  });
  router.post('/invitations/:id/revoke', async (req, res) => {
    const invitation = closeInvitation(ctx, req.params.id, 'revoked');
    await ctx.store.flush();
    sendJson(res, invitationShape(invitation));
  });
}
