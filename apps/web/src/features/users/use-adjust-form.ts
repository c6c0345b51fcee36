import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { checkReason } from '../../components/reason.ts';
import { t } from '../../i18n/t.ts';
import { describeProblem } from './adjust-problem.ts';
import { type AdjustMode, planAdjustment, readAmount } from './adjustment.ts';
import { useAdjustment } from './use-adjustment.ts';
import { useSeenBalance } from './use-seen-balance.ts';
import type { UserDetail } from './use-user.ts';

type Draft = { mode: AdjustMode; amountText: string; reason: string };

const emptyDraft: Draft = { mode: 'delta', amountText: '', reason: '' };

/** The state of one opened adjust dialog. */
export function useAdjustForm(user: UserDetail, onDone: () => void) {
  const adjustment = useAdjustment(user, onDone);
  const balance = useSeenBalance(user);
  const [draft, setDraft] = useState(emptyDraft);
  const [isChecked, setChecked] = useState(false);
  const amountInput = useRef<HTMLInputElement>(null);
  const reasonInput = useRef<HTMLInputElement>(null);

  const { seen, isReloading } = balance;
  const amount = readAmount(draft.amountText);
  const plan = planAdjustment(draft.mode, amount, seen);
  const reasonError = checkReason(draft.reason);
  const problem = adjustment.error ? describeProblem(adjustment.error) : null;

  const field = problem?.field;
  useEffect(() => {
    if (field === 'amount') amountInput.current?.focus();
    if (field === 'reason') reasonInput.current?.focus();
  }, [field]);

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    if (problem) adjustment.reset();
  };
  const reload = async () => {
    await balance.reload();
    adjustment.reset();
    amountInput.current?.focus();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (amount === null || plan.state !== 'possible') return amountInput.current?.focus();
    if (reasonError) return reasonInput.current?.focus();
    adjustment.book({ userId: user.id, mode: draft.mode, amount, reason: draft.reason, seen });
  };
  const { isPending } = adjustment;
  const errors = {
    amount:
      (plan.state === 'refused' && plan.message) ||
      (isChecked && plan.state === 'empty' && t('Enter a number of credits.')) ||
      (field === 'amount' && problem?.message),
    reason: (isChecked && reasonError) || (field === 'reason' && problem?.message) || null,
  };
  const inputs = { amountInput, reasonInput };
  return { draft, change, plan, seen, problem, errors, inputs, submit, isPending, reload, isReloading };
}
