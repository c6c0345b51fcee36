import { z } from 'zod';
import { MAX_CREDITS, Reason } from '../credits/schema.ts';
import { Instant } from '../instants.ts';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';
import { ApiKeyScope, apiKeyScopes } from './scopes.ts';

const MAX_PLACES = 50;
const DEFAULT_OVERLAP_SECONDS = 86_400;
const MAX_OVERLAP_SECONDS = 30 * 86_400;

const Name = z
  .string()
  .trim()
  .min(1, 'Give the key a name.')
  .max(100, 'A name has at most 100 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'A name must not contain control characters.');

const Scopes = z
  .array(ApiKeyScope)
  .min(1, 'Choose what the key may do.')
  .max(apiKeyScopes.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'Name each scope once.');

const Origin = z
  .string()
  .max(300)
  .refine((text) => {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
  }, 'An origin looks like https://app.example.com.');

const AddressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'An address looks like 203.0.113.7 or 203.0.113.0/24.',
});

const Origins = z.array(Origin).max(MAX_PLACES);
const Addresses = z.array(AddressRange).max(MAX_PLACES);

const KeyCapPeriod = z.enum(['DAY', 'MONTH', 'TOTAL']);

/** What all spends and holds with the key may sum to: per day or month of UTC, or in total since the cap was set. */
const SpendCap = z.strictObject({
  period: KeyCapPeriod,
  limitCredits: z.int('Credits are whole numbers.').min(0).max(MAX_CREDITS),
});

const RateLimit = z
  .int('A rate limit is a whole number of calls.')
  .min(1, 'At least 1 call a minute.')
  .max(1_000_000, 'At most 1000000 calls a minute.');

export const CreateOwnKeyInput = z.strictObject({
  name: Name,
  scopes: Scopes,
  allowedOrigins: Origins.default([]),
  allowedAddresses: Addresses.default([]),
  rateLimitPerMinute: RateLimit.nullable().default(null),
  spendCap: SpendCap.nullable().default(null),
  expiresAt: Instant.nullable().default(null),
});
export type CreateOwnKeyInput = z.input<typeof CreateOwnKeyInput>;

/** An app's key acts for any user and belongs to none; with `userId` it is that user's own. */
export const CreateKeyInput = CreateOwnKeyInput.extend({ userId: RowId.nullable() });
export type CreateKeyInput = z.input<typeof CreateKeyInput>;

export const UpdateKeyInput = z.strictObject({
  id: RowId,
  /** The version that the change is based on. */
  version: z.int(),
  name: Name.optional(),
  scopes: Scopes.optional(),
  allowedOrigins: Origins.optional(),
  allowedAddresses: Addresses.optional(),
  rateLimitPerMinute: RateLimit.nullable().optional(),
  spendCap: SpendCap.nullable().optional(),
  expiresAt: Instant.nullable().optional(),
});
export type UpdateKeyInput = z.input<typeof UpdateKeyInput>;

export const RotateKeyInput = z.strictObject({
  id: RowId,
  version: z.int(),
  /** How long the old secret still counts; a day unless told, 0 for not at all. */
  overlapSeconds: z
    .int()
    .min(0)
    .max(MAX_OVERLAP_SECONDS, 'The old secret counts for at most 30 days.')
    .default(DEFAULT_OVERLAP_SECONDS),
});
export type RotateKeyInput = z.input<typeof RotateKeyInput>;

export const RevokeKeyInput = z.strictObject({ id: RowId, reason: Reason.optional() });
export type RevokeKeyInput = z.infer<typeof RevokeKeyInput>;

const KeyState = z.enum(['active', 'expired', 'revoked']);

const Person = z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() });

/** A key as the outside sees it: never its secret, nor its hash. */
export const ApiKeyItem = z.object({
  id: z.string(),
  kind: z.enum(['USER', 'APP']),
  /** Whose it is; null for an app's. */
  user: Person.nullable(),
  name: z.string(),
  prefix: z.string(),
  state: KeyState,
  scopes: z.array(ApiKeyScope),
  allowedOrigins: z.array(z.string()),
  allowedAddresses: z.array(z.string()),
  rateLimitPerMinute: z.int().nullable(),
  spendCap: SpendCap.extend({
    usedCredits: z.int(),
    /** Null: never. */
    resetsAt: z.date().nullable(),
  }).nullable(),
  /** The secret before the last rotation, while it still counts. */
  previous: z.object({ prefix: z.string(), endsAt: z.date() }).nullable(),
  /** To the minute. */
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedReason: z.string().nullable(),
  version: z.int(),
  createdAt: z.date(),
});
export type ApiKeyItem = z.infer<typeof ApiKeyItem>;

/** The only answers that show a secret. */
export const NewKey = z.object({ key: ApiKeyItem, secret: z.string() });
export type NewKey = z.infer<typeof NewKey>;

export const ListOwnKeysInput = z.strictObject({
  state: KeyState.optional(),
  cursor: z.string().max(200).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});

export const ListKeysInput = ListOwnKeysInput.extend({
  kind: z.enum(['USER', 'APP']).optional(),
  userId: RowId.optional(),
  /** Part of the name, or the beginning of the secret. */
  search: z.string().trim().max(100).optional(),
});
export type ListKeysInput = z.infer<typeof ListKeysInput>;

export const KeyPage = z.object({ items: z.array(ApiKeyItem), nextCursor: z.string().nullable() });
export type KeyPage = z.infer<typeof KeyPage>;
