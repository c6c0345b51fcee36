import type { Request } from 'express';
import type { Context } from '../context.ts';
import { readCookie, writeCookie } from '../cookies.ts';
import { hashSecret, newId, newSecret, secretsEqual } from '../ids.ts';
import { listActiveSessions } from '../sessions.ts';
import type { ClientRecord } from '../store/state.ts';
import type { Call } from './call.ts';

/** As with Clerk's own cookies the suffixed name is preferred: a plain one may belong to another port of localhost. */
function cookieNames(name: string, ctx: Context): [string, string] {
  return [`${name}_${ctx.keys.cookieSuffix}`, name];
}

export function findClient(ctx: Context, req: Request): ClientRecord | null {
  for (const name of cookieNames('__client', ctx)) {
    const [id = '', secret = ''] = (readCookie(req, name) ?? '').split('.');
    const client = ctx.store.clients.get(id);
    if (client && secretsEqual(client.secretHash, hashSecret(secret))) return client;
  }
  return null;
}

/** Opens a client; `cookie` holds a secret of which only a hash is kept. */
export function openClient(ctx: Context): { client: ClientRecord; cookie: string } {
  const at = ctx.now();
  const client: ClientRecord = {
    id: newId('client'),
    secretHash: '',
    signIn: null,
    signUp: null,
    lastActiveSessionId: null,
    sessionsChangedAt: at,
    createdAt: at,
    updatedAt: at,
  };
  ctx.store.clients.set(client.id, client);
  return { client, cookie: rotateClient(ctx, client) };
}

export function rotateClient(ctx: Context, client: ClientRecord): string {
  const secret = newSecret();
  client.secretHash = hashSecret(secret);
  ctx.store.touch();
  return `${client.id}.${secret}`;
}

/** `__client` is for us alone; `__client_uat` tells Clerk's packages since when this browser is signed in, 0 if not. */
export function writeClientCookies(call: Call, clientCookie: string | null): void {
  const { ctx, req, res, client, origin } = call;
  if (clientCookie !== null) {
    for (const name of cookieNames('__client', ctx)) {
      writeCookie(req, res, { name, value: clientCookie, httpOnly: true, origin });
    }
  }
  const signedIn = client !== null && listActiveSessions(ctx, client).length > 0;
  const value = signedIn ? String(Math.floor(client.sessionsChangedAt / 1000)) : '0';
  for (const name of cookieNames('__client_uat', ctx))
    writeCookie(req, res, { name, value, httpOnly: false, origin });
}
