import type { Router } from 'express';
import { notFound, paramError, sendJson } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { endSession, isActive } from '../sessions.ts';
import { bareSessionShape } from '../shapes/client.ts';
import type { SessionRecord } from '../store/state.ts';
import { paged, queryValues } from './request.ts';

function backendSessionShape(ctx: Context, session: SessionRecord) {
  const expired = session.status === 'active' && !isActive(ctx, session);
  return { ...bareSessionShape(session), ...(expired ? { status: 'expired' } : {}) };
}

function getSession(ctx: Context, id: string): SessionRecord {
  const session = ctx.store.sessions.get(id);
  if (!session) throw notFound('session');
  return session;
}

export function addSessionRoutes(router: Router, ctx: Context): void {
  router.get('/sessions', (req, res) => {
    const [userId] = queryValues(req, 'user_id');
    const [clientId] = queryValues(req, 'client_id');
    if (!userId && !clientId) throw paramError('user_id', 'form_param_missing', 'Say which user or client.');
    const [status] = queryValues(req, 'status');
    const sessions = [...ctx.store.sessions.values()]
      .filter((one) => (!userId || one.userId === userId) && (!clientId || one.clientId === clientId))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((session) => backendSessionShape(ctx, session));
    sendJson(
      res,
      paged(
        req,
        sessions.filter((session) => !status || session.status === status),
      ),
    );
  });
  router.get('/sessions/:id', (req, res) => {
    sendJson(res, backendSessionShape(ctx, getSession(ctx, req.params.id)));
  });
  router.post('/sessions/:id/revoke', async (req, res) => {
    const session = getSession(ctx, req.params.id);
    if (session.status === 'active') endSession(ctx, session, 'revoked');
    await ctx.store.flush();
    sendJson(res, backendSessionShape(ctx, session));
  });
}
