import { createApiKey } from '@scrip/api/server';
import type { TestApp } from './app.ts';

const scopes = [
  'check',
  'quote',
  'spend',
  'hold',
  'refund',
  'grant',
  'balance:read',
  'entries:read',
  'usage:read',
] as const;

/** The secret of a key for any user, with every scope. */
export async function createAppKey(app: TestApp, over: object = {}): Promise<string> {
  const admin = await app.createUser();
  const { id } = await admin.client.users.me.query();
  const { role } = await app.deps.db.user.update({ where: { id }, data: { role: 'ADMIN' } });
  const principal = { kind: 'user', userId: id, clerkUserId: admin.clerkId, role } as const;
  const ctx = { ...app.deps, principal, hashApiKey: app.deps.apiKeys.hash };
  const { secret } = await createApiKey(ctx, 'any', {
    name: 'App',
    scopes: [...scopes],
    userId: null,
    ...over,
  });
  return secret;
}
