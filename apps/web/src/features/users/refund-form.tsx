import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { ReasonForm } from '../../components/reason-form.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { readAmount } from './adjustment.ts';
import { BalanceEffect } from './balance-effect.tsx';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';

type RefundFormProps = AccountForm & { spendId: string; refundable: number };

export function RefundForm({ spendId, refundable, ...form }: RefundFormProps) {
  const { user } = form;
  const utils = trpc.useUtils();
  const [text, setText] = useState(String(refundable));
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { keyOf } = useIdempotencyKeys();
  const amount = readAmount(text);
  const isPossible = amount !== null && amount >= 1 && amount <= refundable;
  const done = t('{credits} refunded.', { credits: formatCredits(isPossible ? amount : 0) });
  const { ends, start } = useAccountEnds(done, form);
  const refund = trpc.accounts.refund.useMutation({
    ...ends,
    onSettled: () => {
      ends.onSettled();
      void utils.users.explain.invalidate();
    },
  });
  const check = () => {
    setChecked(true);
    if (!isPossible) input.current?.focus();
    return isPossible;
  };
  const submit = (reason: string) => {
    const request = { userId: user.id, spendId, amountCredits: amount ?? 0, details: { reason } };
    start(() => refund.mutate({ ...request, idempotencyKey: keyOf(request) }));
  };
  return (
    <ReasonForm
      verb={t('Refund')}
      color="green"
      error={refund.error}
      isPending={refund.isPending}
      onClose={form.onClose}
      onCheck={check}
      onSubmit={submit}
      hasFields
      reasonText={t('Kept with the entry, where its owner can read it.')}
    >
      <TextInput
        ref={input}
        data-autofocus
        label={t('Refund (credits)')}
        description={t('At the price paid then. The grants that paid get it back.')}
        inputMode="numeric"
        autoComplete="off"
        required
        inputWrapperOrder={['label', 'input', isChecked && !isPossible ? 'error' : 'description']}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={
          isChecked &&
          !isPossible &&
          t('Enter a whole number from 1 to {most}: what is left of this spend.', { most: refundable })
        }
      />
      <BalanceEffect
        creditsRemaining={user.account.creditsRemaining}
        deltaCredits={isPossible ? amount : null}
      />
    </ReasonForm>
  );
}
