import { formatNumber } from '../../format/numbers.ts';
import { readInstant } from '../../format/read-instant.ts';
import { t } from '../../i18n/t.ts';
import { readAmount } from './adjustment.ts';

/** A grant as it is typed. */
export type GrantDraft = {
  amountText: string;
  source: 'ADMIN' | 'PROMOTION' | 'PURCHASE';
  /** As the browser's own fields of date and time write it, where the reader is; empty: now, or never. */
  startsText: string;
  expiresText: string;
};

export type ReadGrant = { amountCredits: number | null; startsAt: string | null; expiresAt: string | null };

export function readGrant({ amountText, startsText, expiresText }: GrantDraft): ReadGrant {
  const amount = readAmount(amountText);
  return {
    amountCredits: amount !== null && amount >= 1 ? amount : null,
    startsAt: readInstant(startsText),
    expiresAt: readInstant(expiresText),
  };
}

/** @param room How many credits the balance can still take. */
export function checkGrant({ amountCredits, startsAt, expiresAt }: ReadGrant, room: number) {
  const amount =
    amountCredits === null
      ? t('Enter a whole number of credits, at least 1.')
      : amountCredits > room
        ? t('At most {room} can be granted: a balance has a limit.', { room: formatNumber(room) })
        : null;
  const isOver = expiresAt !== null && new Date(expiresAt) <= new Date(startsAt ?? Date.now());
  return { amount, expires: isOver ? t('A grant expires after it starts.') : null };
}
