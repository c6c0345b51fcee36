import type { Entry } from './schema.ts';

export const entryMeanings = [
  'spend',
  'capture',
  'refund',
  'grant',
  'expiry',
  'correction',
  'void',
  'take_back',
] as const;
export type EntryMeaning = (typeof entryMeanings)[number];

/**
 * What an entry is to its reader: a spend that captured a hold is told from one that did not, and an admin's correction
 * from the void of a grant and from credits taken back because their money went back.
 */
export function meaningOf({
  kind,
  holdId,
  grantId,
  idempotencyKey,
}: Pick<Entry, 'kind' | 'holdId' | 'grantId' | 'idempotencyKey'>): EntryMeaning {
  switch (kind) {
    case 'SPEND':
      return holdId === null ? 'spend' : 'capture';
    case 'REFUND':
      return 'refund';
    case 'GRANT':
      return 'grant';
    case 'EXPIRY':
      return 'expiry';
    case 'ADJUSTMENT':
      if (grantId === null) return 'correction';
      return idempotencyKey.startsWith(TAKE_BACK_KEY_PREFIX) ? 'take_back' : 'void';
  }
}

/** Of the entries that take credits of a grant back: the key of the operation is not theirs. */
export const TAKE_BACK_KEY_PREFIX = 'scrip:reduce:';
