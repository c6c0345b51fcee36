import type { Router } from 'express';
import type { Context } from '../context.ts';
import { endSession, listActiveSessions } from '../sessions.ts';
import { clientShape } from '../shapes/client.ts';
import { type Call, fapiHandler } from './call.ts';

async function currentClient(call: Call) {
  return call.client ? clientShape(call.ctx, call.client, call.origin) : null;
}

function signOutEverywhere(call: Call): void {
  if (!call.client) return;
  for (const session of listActiveSessions(call.ctx, call.client)) endSession(call.ctx, session, 'removed');
}

async function readClient(call: Call): Promise<void> {
  await call.send({ response: await currentClient(call), client: null });
}

async function createClient(call: Call): Promise<void> {
  call.requireClient();
  await call.respond(await currentClient(call));
}

async function removeSessions(call: Call): Promise<void> {
  signOutEverywhere(call);
  await call.respond(await currentClient(call));
}

async function destroyClient(call: Call): Promise<void> {
  signOutEverywhere(call);
  const id = call.client?.id;
  call.closeClient();
  await call.respond({ object: 'client', id, deleted: true });
}

export function addClientRoutes(router: Router, ctx: Context): void {
  router.get('/client', fapiHandler(ctx, readClient));
  router.put('/client', fapiHandler(ctx, createClient));
  router.delete('/client/sessions', fapiHandler(ctx, removeSessions));
  router.delete('/client', fapiHandler(ctx, destroyClient));
}
