import { z } from 'zod';

/** One for each verb that a key may call. */
export const apiKeyScopes = [
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
export const ApiKeyScope = z.enum(apiKeyScopes);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** What would make credits out of nothing in the hands of their owner. */
const forAppsOnly: readonly ApiKeyScope[] = ['refund', 'grant'];

/** What a user's own key may be allowed. */
export const ownKeyScopes = apiKeyScopes.filter((scope) => !forAppsOnly.includes(scope));
