import type { Router } from 'express';
import { notFound } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import { mintSessionToken } from '../session-token.ts';
import { endSession, touchSession } from '../sessions.ts';
import { bareSessionShape, sessionShape } from '../shapes/client.ts';
import type { SessionRecord } from '../store/state.ts';
import { type Call, fapiHandler } from './call.ts';

async function issueToken(call: Call): Promise<void> {
  const { session } = call.requireSession(call.req.params.id);
  await call.send({ object: 'token', jwt: await mintSessionToken(call.ctx, session, call.origin) });
}

async function readSession(call: Call): Promise<void> {
  const { session, user } = call.requireSession(call.req.params.id);
  await call.respond(await sessionShape(call.ctx, session, user, call.origin));
}

async function touch(call: Call): Promise<void> {
  const { session, user } = call.requireSession(call.req.params.id);
  touchSession(call.ctx, call.requireClient(), session);
  await call.respond(await sessionShape(call.ctx, session, user, call.origin));
}

function end(status: SessionRecord['status']) {
  return async (call: Call): Promise<void> => {
    const { session, user } = call.requireSession(call.req.params.id);
    const shape = await sessionShape(call.ctx, session, user, call.origin);
    endSession(call.ctx, session, status);
    await call.respond({ ...shape, ...bareSessionShape(session), last_active_token: null });
  };
}

export function addSessionRoutes(router: Router, ctx: Context): void {
  router.get('/client/sessions/:id', fapiHandler(ctx, readSession));
  router.post('/client/sessions/:id/tokens', fapiHandler(ctx, issueToken));
  router.post('/client/sessions/:id/tokens/:template', () => {
    throw notFound('JWT template');
  });
  router.post('/client/sessions/:id/touch', fapiHandler(ctx, touch));
  router.post('/client/sessions/:id/end', fapiHandler(ctx, end('ended')));
  router.post('/client/sessions/:id/remove', fapiHandler(ctx, end('removed')));
}
