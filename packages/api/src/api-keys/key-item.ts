import { KeyCap, periodOf } from '../credits/key-cap.ts';
import type { KeyRow } from './repository.ts';
import { ApiKeyItem } from './schema.ts';

function stateOf(key: Pick<KeyRow, 'revokedAt' | 'expiresAt'>, at: Date): ApiKeyItem['state'] {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && key.expiresAt <= at ? 'expired' : 'active';
}

export function toKeyItem(row: KeyRow, at: Date): ApiKeyItem {
  const { spendCap, previousPrefix, previousEndsAt, keyHash: _, ...key } = row;
  const cap = spendCap && KeyCap.parse(spendCap);
  const period = cap && periodOf(cap, at);
  return ApiKeyItem.parse({
    ...key,
    state: stateOf(row, at),
    spendCap: cap &&
      period && {
        period: cap.period,
        limitCredits: cap.limitCredits,
        usedCredits: period.usedCredits,
        resetsAt: period.endsAt,
      },
    previous:
      previousPrefix && previousEndsAt && previousEndsAt > at
        ? { prefix: previousPrefix, endsAt: previousEndsAt }
        : null,
  });
}

/** What the audit log keeps of a key: what it may do, nothing that opens anything. */
export function describeKey(row: KeyRow) {
  const { kind, userId, name, prefix, scopes, allowedOrigins, allowedAddresses, rateLimitPerMinute } = row;
  const { expiresAt, spendCap } = row;
  return {
    ...{ kind, userId, name, prefix, scopes, allowedOrigins, allowedAddresses, rateLimitPerMinute },
    expiresAt: expiresAt?.toISOString() ?? null,
    spendCap: spendCap && { period: spendCap.period, limitCredits: spendCap.limitCredits },
  };
}
