import type { Database } from '@scrip/database';
import { createAccount, recordingLogger } from '@scrip/testing';
import type { ApiKeyPrincipal, ServiceContext } from '../context.ts';
import { ApiKeyGate, type ApiKeyGateOptions } from './api-key-gate.ts';
import { createApiKey } from './create-key.ts';
import { createKeyHasher } from './hash-secret.ts';
import type { CreateKeyInput, NewKey } from './schema.ts';

export const hashApiKey = createKeyHasher('the secret of the tests, of one length');

/** Key settings that leave nothing to say but the scopes. */
export function newKey(over: Partial<CreateKeyInput> = {}): CreateKeyInput {
  return { name: 'A key', scopes: ['spend', 'hold', 'balance:read'], userId: null, ...over };
}

/** A key of an app, or of `over.userId`, made by an admin. */
export async function createKeyAsAdmin(
  db: Database,
  over: Partial<CreateKeyInput> = {},
  now?: () => Date,
): Promise<NewKey & { admin: ServiceContext }> {
  const account = await createAccount(db, { role: 'ADMIN', ...(now ? { now } : {}) });
  const admin = { ...account.own, hashApiKey };
  return { ...(await createApiKey(admin, 'any', newKey(over))), admin };
}

/** What a verb sees of a call with this key. */
export function contextOfKey(ctx: ServiceContext, { key }: NewKey): ServiceContext {
  const { id: keyId, scopes } = key;
  const principal: ApiKeyPrincipal = {
    kind: 'apiKey',
    keyId,
    userId: key.user?.id ?? null,
    scopes,
    callsPerMinute: null,
  };
  return { ...ctx, principal };
}

/** A gate as another process has one, once it listens. */
export async function openGate(db: Database, options: Partial<ApiKeyGateOptions> = {}): Promise<ApiKeyGate> {
  const gate = new ApiKeyGate({
    db,
    hash: hashApiKey,
    now: () => new Date(),
    logger: recordingLogger(),
    ...options,
  });
  while (!gate.isListening) await new Promise((done) => setTimeout(done, 10));
  return gate;
}
