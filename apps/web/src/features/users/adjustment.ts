import { MAX_CREDITS, type RouterInputs, type RouterOutputs } from '@scrip/api';
import { readWhole } from '../../format/read-whole.ts';
import { t } from '../../i18n/t.ts';

export type AdjustMode = 'delta' | 'absolute';
type AdjustInput = RouterInputs['credits']['adjust'];
type EntryReceipt = RouterOutputs['credits']['adjust'];

/** A balance as the admin saw it. */
export type SeenBalance = { creditsRemaining: number; creditsHeld: number };

export type AdjustmentPlan =
  | { state: 'empty' }
  | { state: 'refused'; message: string }
  | { state: 'possible'; deltaCredits: number; resultCredits: number };

/**
 * What a person typed, as credits: "50", "+50", "-50", "1,234" (or "1.234", as the reader writes it). Null while there
 * is no number yet, NaN when it is none.
 */
export function readAmount(text: string): number | null {
  const bare = text.replaceAll(/\s/g, '').replace('−', '-');
  return /^[+-]?$/.test(bare) ? null : (readWhole(bare) ?? Number.NaN);
}

/** What the adjustment would do to the balance, by the rules by which the server decides. */
export function planAdjustment(mode: AdjustMode, amount: number | null, seen: SeenBalance): AdjustmentPlan {
  if (amount === null) return { state: 'empty' };
  if (Number.isNaN(amount)) return refused(t('Enter a whole number of credits.'));
  const { creditsRemaining, creditsHeld } = seen;
  const deltaCredits = mode === 'delta' ? amount : amount - creditsRemaining;
  const resultCredits = creditsRemaining + deltaCredits;
  const largest = MAX_CREDITS - creditsHeld;
  if (deltaCredits === 0) {
    return mode === 'delta'
      ? refused(t('A change of 0 credits changes nothing.'))
      : refused(t('The balance is {balance} already.', { balance: creditsRemaining }));
  }
  if (mode === 'absolute' && amount < 0) return refused(t('A balance cannot be negative.'));
  if (deltaCredits < 0 && resultCredits < 0) {
    return refused(t('At most {most} can be taken away.', { most: Math.max(0, creditsRemaining) }));
  }
  if (resultCredits > largest) return refused(t('The balance can be at most {most}.', { most: largest }));
  return { state: 'possible', deltaCredits, resultCredits };
}

function refused(message: string): AdjustmentPlan {
  return { state: 'refused', message };
}

export type AdjustmentForm = {
  userId: string;
  mode: AdjustMode;
  amount: number;
  reason: string;
  seen: SeenBalance;
};

/** A value is set only on the balance that the admin saw; a difference holds whatever the balance is by then. */
export function toAdjustInput(form: AdjustmentForm, idempotencyKey: string): AdjustInput {
  const common = { userId: form.userId, reason: form.reason.trim(), idempotencyKey };
  if (form.mode === 'delta') return { ...common, mode: 'delta', deltaCredits: form.amount };
  return {
    ...common,
    mode: 'absolute',
    creditsRemaining: form.amount,
    expectedCreditsRemaining: form.seen.creditsRemaining,
  };
}

/** The spendable balance before and after a booked adjustment. An entry's balance counts held credits too. */
export function spendableAround({ entry }: EntryReceipt, creditsHeld: number) {
  const after = entry.balanceAfter - creditsHeld;
  return { before: after + entry.creditsUsed, after };
}
