import type { RouterInputs } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { readPrice } from '../plans/price.ts';

export type PackDraft = {
  userId: string;
  paymentId: string;
  credits: string;
  price: string;
  currency: string;
};

export const emptyPack: PackDraft = { userId: '', paymentId: '', credits: '', price: '', currency: 'USD' };

export type PackProblems = Partial<Record<'userId' | 'paymentId' | 'credits' | 'price', string>>;

/** What can be sent of what was typed, or what is wrong with it, by field. */
export function readPack(
  draft: PackDraft,
): { input: RouterInputs['subscriptions']['recordPack'] } | { problems: PackProblems } {
  const problems: PackProblems = {};
  const userId = draft.userId.trim();
  const paymentId = draft.paymentId.trim();
  const credits = Number(draft.credits.replaceAll(/[\s,]/g, '') || Number.NaN);
  const amountCents = readPrice(draft.price, draft.currency);
  if (!userId) problems.userId = t('Give the id of a user.');
  if (!paymentId) problems.paymentId = t('Give the id of the payment.');
  if (!Number.isSafeInteger(credits) || credits < 1) problems.credits = t('Give a whole number above 0.');
  if (Number.isNaN(amountCents))
    problems.price = t('This is no price in {currency}.', { currency: draft.currency });
  if (Object.keys(problems).length > 0) return { problems };
  return {
    input: {
      userId,
      paymentId,
      credits,
      amountCents,
      currency: amountCents === null ? null : draft.currency,
    },
  };
}
