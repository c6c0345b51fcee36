import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin, requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, invalidInput, notFound } from '../errors.ts';
import type { HashApiKey } from './hash-secret.ts';
import { describeKey } from './key-item.ts';
import { announceKeyChange, type KeyRow, lockKey } from './repository.ts';
import { type ApiKeyScope, ownKeyScopes } from './scopes.ts';

/** Whose keys a call is about: the caller's own, or, for admins, any. */
export type KeyReach = 'own' | 'any';

/** @throws UNAUTHENTICATED, FORBIDDEN. */
export function requireReach(ctx: ServiceContext, reach: KeyReach): string {
  return (reach === 'any' ? requireAdmin(ctx) : requireUser(ctx)).userId;
}

/** @throws NOT_FOUND for a key out of reach. */
export function requireWithin<Row extends { userId: string | null }>(
  key: Row | null,
  reach: KeyReach,
  callerId: string,
): Row {
  if (!key || (reach === 'own' && key.userId !== callerId)) throw notFound('API key');
  return key;
}

/** @throws NOT_CONFIGURED where this process cannot make keys. */
export function requireHasher({ hashApiKey }: ServiceContext): HashApiKey {
  if (hashApiKey) return hashApiKey;
  throw new DomainError('NOT_CONFIGURED', 'API keys are not set up here.', { missing: 'API_KEY_SECRET' });
}

/** @throws INVALID_INPUT for scopes that a user's own key must not have. */
export function refuseScopesOfApps(scopes: ApiKeyScope[]): void {
  const refused = scopes.find((scope) => !ownKeyScopes.includes(scope));
  if (refused) throw invalidInput('scopes', `A user's own key cannot have the scope "${refused}".`);
}

/** @throws INVALID_INPUT for an instant that is over. */
export function refusePast(expiresAt: Date | null | undefined, at: Date): void {
  if (expiresAt && expiresAt <= at) throw invalidInput('expiresAt', 'A key cannot expire in the past.');
}

type KeyChange = {
  id: string;
  reach: KeyReach;
  verb: 'update' | 'rotate' | 'revoke';
  version?: number;
  reason?: string | undefined;
};

/**
 * Changes one key that is not revoked, with its audit row, and tells every process.
 * @throws NOT_FOUND, OUT_OF_DATE, CONFLICT for a revoked key, and what `change` throws. All leave nothing behind.
 */
export async function changeKey(
  ctx: ServiceContext,
  { id, reach, verb, version, reason }: KeyChange,
  change: (tx: ServiceContext, key: KeyRow) => Promise<KeyRow>,
): Promise<KeyRow> {
  const callerId = requireReach(ctx, reach);
  return withTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const before = requireWithin(await lockKey(db, id), reach, callerId);
    if (before.revokedAt)
      throw new DomainError('CONFLICT', 'This key was revoked.', { fields: ['revokedAt'] });
    if (version !== undefined && version !== before.version) {
      const message = 'This key has been changed meanwhile. Look at it again.';
      throw new DomainError('OUT_OF_DATE', message, { current: String(before.version) });
    }
    const after = await change(tx, before);
    await announceKeyChange(db);
    await recordAudit(tx, {
      action: `apiKeys.${verb}`,
      targetType: 'apiKey',
      targetId: id,
      ...(reason === undefined ? {} : { reason }),
      before: describeKey(before),
      after: describeKey(after),
    });
    return after;
  });
}
