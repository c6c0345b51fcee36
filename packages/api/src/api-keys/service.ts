import { z } from 'zod';
import type { ServiceContext } from '../context.ts';
import { startOfPeriod } from '../credits/key-cap.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { parseInput } from '../validation.ts';
import { createSecret, visiblePrefixOf } from './key-format.ts';
import { toKeyItem } from './key-item.ts';
import {
  changeKey,
  type KeyReach,
  refusePast,
  refuseScopesOfApps,
  requireHasher,
  requireReach,
  requireWithin,
} from './manage-key.ts';
import {
  announceKeyChange,
  findKey,
  findKeyName,
  listKeyRows,
  updateKey,
  writeSpendCap,
} from './repository.ts';
import {
  type ApiKeyItem,
  type KeyPage,
  type ListKeysInput,
  type NewKey,
  RevokeKeyInput,
  RotateKeyInput,
  UpdateKeyInput,
} from './schema.ts';

const Cursor = z.tuple([z.iso.datetime(), z.string()]);

/** Keys without their secrets, newest first. @throws FORBIDDEN, INVALID_INPUT for a foreign cursor. */
export async function listApiKeys(
  ctx: ServiceContext,
  reach: KeyReach,
  { cursor, limit, direction: _, ...asked }: ListKeysInput,
): Promise<KeyPage> {
  const callerId = requireReach(ctx, reach);
  const at = ctx.now();
  const filter = reach === 'own' ? { ...asked, userId: callerId } : asked;
  const key = cursor ? decodeCursor(Cursor, cursor) : null;
  const after = key && { createdAt: new Date(key[0]), id: key[1] };
  const rows = await listKeyRows(ctx.db, { filter, at, after, take: limit + 1 });
  const page = cutPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { ...page, items: page.items.map((row) => toKeyItem(row, at)) };
}

/** @throws NOT_FOUND, FORBIDDEN. */
export async function getApiKey(ctx: ServiceContext, reach: KeyReach, id: string): Promise<ApiKeyItem> {
  const callerId = requireReach(ctx, reach);
  return toKeyItem(requireWithin(await findKey(ctx.db, id), reach, callerId), ctx.now());
}

/**
 * Changes a key's name, scopes or limits, in every process at once. What a cap has counted goes on counting unless its
 * period becomes another. Audited.
 *
 * @throws NOT_FOUND, OUT_OF_DATE, CONFLICT for a revoked key, INVALID_INPUT, FORBIDDEN.
 */
export async function updateApiKey(
  ctx: ServiceContext,
  reach: KeyReach,
  input: UpdateKeyInput,
): Promise<ApiKeyItem> {
  const { id, version, spendCap, ...changes } = parseInput(UpdateKeyInput, input);
  const at = ctx.now();
  refusePast(changes.expiresAt, at);
  const row = await changeKey(ctx, { id, reach, verb: 'update', version }, async (tx, key) => {
    if (key.userId !== null && changes.scopes) refuseScopesOfApps(changes.scopes);
    if (spendCap !== undefined) {
      await writeSpendCap(tx.db, id, spendCap, spendCap ? startOfPeriod(spendCap.period, at) : at);
    }
    return updateKey(tx.db, id, changes);
  });
  return toKeyItem(row, at);
}

/**
 * Gives a key a new secret, which this answer alone shows. The old one goes on counting for a while, so that whoever uses it
 * can change over; one from a rotation before ends now. Scopes, limits and what was used of them stay. Audited.
 *
 * @throws NOT_FOUND, OUT_OF_DATE, CONFLICT for a revoked key, INVALID_INPUT, NOT_CONFIGURED, FORBIDDEN.
 */
export async function rotateApiKey(
  ctx: ServiceContext,
  reach: KeyReach,
  input: RotateKeyInput,
): Promise<NewKey> {
  const { id, version, overlapSeconds } = parseInput(RotateKeyInput, input);
  const hash = requireHasher(ctx);
  const at = ctx.now();
  const secret = createSecret();
  const row = await changeKey(ctx, { id, reach, verb: 'rotate', version }, (tx, key) =>
    updateKey(tx.db, id, {
      keyHash: hash(secret),
      prefix: visiblePrefixOf(secret),
      ...(overlapSeconds === 0
        ? { previousKeyHash: null, previousPrefix: null, previousEndsAt: null }
        : {
            previousKeyHash: key.keyHash,
            previousPrefix: key.prefix,
            previousEndsAt: new Date(at.getTime() + overlapSeconds * 1000),
          }),
    }),
  );
  return { key: toKeyItem(row, at), secret };
}

/** Ends a key for good, old secret included, in every process at once. Audited. @throws NOT_FOUND, CONFLICT, FORBIDDEN. */
export async function revokeApiKey(
  ctx: ServiceContext,
  reach: KeyReach,
  input: RevokeKeyInput,
): Promise<ApiKeyItem> {
  const { id, reason } = parseInput(RevokeKeyInput, input);
  const revokedAt = ctx.now();
  const row = await changeKey(ctx, { id, reach, verb: 'revoke', reason }, (tx) =>
    updateKey(tx.db, id, {
      revokedAt,
      revokedReason: reason ?? null,
      previousKeyHash: null,
      previousPrefix: null,
      previousEndsAt: null,
    }),
  );
  return toKeyItem(row, revokedAt);
}

/** What a key is called, for whoever may see what was done with it; null for one that is gone. */
export function describeApiKey({ db }: Pick<ServiceContext, 'db'>, id: string) {
  return findKeyName(db, id);
}

/** For changes of users that end or give back what their keys may do; in the transaction of the change. */
export function announceUserChange({ db }: Pick<ServiceContext, 'db'>): Promise<void> {
  return announceKeyChange(db);
}
