import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import type { ServiceContext } from '../context.ts';
import { startOfPeriod } from '../credits/key-cap.ts';
import { DomainError, notFound } from '../errors.ts';
import { getUserState } from '../users/service.ts';
import { parseInput } from '../validation.ts';
import { createSecret, visiblePrefixOf } from './key-format.ts';
import { describeKey, toKeyItem } from './key-item.ts';
import { type KeyReach, refusePast, refuseScopesOfApps, requireHasher, requireReach } from './manage-key.ts';
import { countUsableKeys, findKey, insertKey, type KeyRow, writeSpendCap } from './repository.ts';
import { CreateKeyInput, type NewKey } from './schema.ts';

const MAX_KEYS_PER_USER = 50;

/**
 * Makes a key: a user's own, or, by an admin, an app's or any user's. The answer is the only place where the secret is
 * ever shown. Audited.
 *
 * @throws NOT_FOUND (no such user), IN_USE when the user has 50 keys, INVALID_INPUT, NOT_CONFIGURED, FORBIDDEN.
 */
export async function createApiKey(
  ctx: ServiceContext,
  reach: KeyReach,
  input: CreateKeyInput,
): Promise<NewKey> {
  const createdById = requireReach(ctx, reach);
  const { spendCap, userId, ...fields } = parseInput(CreateKeyInput, input);
  if (reach === 'own' && userId !== createdById) throw notFound('user');
  const hash = requireHasher(ctx);
  const createdAt = ctx.now();
  refusePast(fields.expiresAt, createdAt);
  if (userId !== null) refuseScopesOfApps(fields.scopes);
  const secret = createSecret();
  const row = await withTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    if (userId !== null) await refuseTooMany(tx, userId, createdAt);
    const kind = userId === null ? 'APP' : 'USER';
    const hidden = { keyHash: hash(secret), prefix: visiblePrefixOf(secret) };
    const { id } = await insertKey(db, { ...fields, ...hidden, kind, userId, createdById, createdAt });
    if (spendCap) await writeSpendCap(db, id, spendCap, startOfPeriod(spendCap.period, createdAt));
    const key = await findKey(db, id);
    if (!key) throw notFound('API key');
    await recordAudit(tx, {
      action: 'apiKeys.create',
      targetType: 'apiKey',
      targetId: id,
      after: describeKey(key),
    });
    return key satisfies KeyRow;
  });
  return { key: toKeyItem(row, createdAt), secret };
}

async function refuseTooMany(ctx: ServiceContext, userId: string, at: Date): Promise<void> {
  if (!(await getUserState(ctx, userId)).isActive) {
    throw new DomainError('ACCOUNT_INACTIVE', 'This account is deactivated.', {});
  }
  const count = await countUsableKeys(ctx.db, userId, at);
  if (count < MAX_KEYS_PER_USER) return;
  const message = `An account has at most ${MAX_KEYS_PER_USER} keys. Revoke one that is not needed.`;
  throw new DomainError('IN_USE', message, { count });
}
