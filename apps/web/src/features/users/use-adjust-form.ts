import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { describeProblem } from './adjust-problem.ts';
import { type AdjustMode, checkReason, planAdjustment, readAmount, toAdjustInput } from './adjustment.ts';
import { useAdjustBalance } from './use-adjust-balance.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';
import type { UserDetail } from './use-user.ts';

type Draft = { mode: AdjustMode; amountText: string; reason: string };

const emptyDraft: Draft = { mode: 'delta', amountText: '', reason: '' };

/** The state of one opened adjust dialog. */
export function useAdjustForm(user: UserDetail, onDone: () => void) {
  const adjust = useAdjustBalance(user);
  const { keyOf, forget } = useIdempotencyKeys();
  const [draft, setDraft] = useState(emptyDraft);
  const [isChecked, setChecked] = useState(false);
  const seenBalance = useSeenBalance(user);
  const { seen } = seenBalance;
  const amountInput = useRef<HTMLInputElement>(null);
  const reasonInput = useRef<HTMLInputElement>(null);

  const amount = readAmount(draft.amountText);
  const plan = planAdjustment(draft.mode, amount, seen);
  const reasonError = checkReason(draft.reason);
  const problem = adjust.error ? describeProblem(adjust.error) : null;

  const field = problem?.field;
  useEffect(() => {
    if (field === 'amount') amountInput.current?.focus();
    if (field === 'reason') reasonInput.current?.focus();
  }, [field]);

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    adjust.reset();
  };
  const reload = async () => {
    await seenBalance.reload();
    adjust.reset();
    amountInput.current?.focus();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (adjust.isPending) return;
    setChecked(true);
    if (amount === null || plan.state !== 'possible') return amountInput.current?.focus();
    if (reasonError) return reasonInput.current?.focus();
    const form = { userId: user.id, mode: draft.mode, amount, reason: draft.reason, seen };
    adjust.mutate(toAdjustInput(form, keyOf(form)), {
      onSuccess: onDone,
      onError: (error) => hasDomainCode(error, 'CONFLICT') && forget(),
    });
  };
  const { isPending } = adjust;
  const { isReloading } = seenBalance;
  const inputs = { amountInput, reasonInput };
  return {
    draft,
    change,
    plan,
    seen,
    problem,
    isChecked,
    reasonError,
    inputs,
    submit,
    isPending,
    reload,
    isReloading,
  };
}

/** The balance that the admin decides on: it changes only when they ask. */
function useSeenBalance(user: UserDetail) {
  const utils = trpc.useUtils();
  const [seen, setSeen] = useState(pickBalance(user));
  const [isReloading, setReloading] = useState(false);
  const reload = async () => {
    setReloading(true);
    try {
      setSeen(pickBalance(await utils.users.get.fetch({ userId: user.id }, { staleTime: 0 })));
    } finally {
      setReloading(false);
    }
  };
  return { seen, reload, isReloading };
}

function pickBalance({ account: { creditsRemaining, creditsHeld } }: UserDetail) {
  return { creditsRemaining, creditsHeld };
}
