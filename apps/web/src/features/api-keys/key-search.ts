import type { RouterOutputs } from '@scrip/api';
import * as z from 'zod/mini';

export type ApiKey = RouterOutputs['apiKeys']['list']['items'][number];

/** What the address of one's own keys says. */
export const OwnKeysSearch = z.object({
  state: z.catch(z.optional(z.enum(['active', 'expired', 'revoked'])), undefined),
});

/** What the address of everybody's keys says. */
export const KeysSearch = z.extend(OwnKeysSearch, {
  kind: z.catch(z.optional(z.enum(['APP', 'USER'])), undefined),
  search: z.catch(z.optional(z.string().check(z.trim(), z.maxLength(100))), undefined),
});
export type KeysSearch = z.infer<typeof KeysSearch>;

/** Whose keys a screen is about: one's own, or, for admins, everybody's. */
export type KeyReach = 'own' | 'any';

export type KeyAction = { verb: 'rotate' | 'revoke'; key: ApiKey };
