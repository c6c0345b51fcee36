import { TextInput } from '@mantine/core';
import { MAX_CREDITS } from '@scrip/api';
import { useRef, useState } from 'react';
import { EffectFigures } from '../../components/effect-figures.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { readAmount } from './adjustment.ts';
import type { Limits } from './limit-words.ts';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';

export function OverdraftForm({ limits, ...form }: AccountForm & { limits: Limits }) {
  const { creditsRemaining } = form.user.account;
  const [text, setText] = useState(String(limits.overdraftCredits));
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { ends, start } = useAccountEnds(t('The overdraft is set.'), form);
  const set = trpc.accounts.setOverdraft.useMutation(ends);
  const owed = Math.max(0, -creditsRemaining);
  const overdraft = readAmount(text);
  const isWhole = overdraft !== null && overdraft >= 0 && overdraft <= MAX_CREDITS;
  const problem = !isWhole
    ? t('An overdraft is a whole number of credits, 0 or more.')
    : overdraft < owed
      ? t('The account is {credits} below zero already.', { credits: formatCredits(owed) })
      : null;
  const check = () => {
    setChecked(true);
    if (problem) input.current?.focus();
    return problem === null;
  };
  return (
    <ReasonForm
      verb={t('Set overdraft')}
      color="green"
      error={set.error}
      isPending={set.isPending}
      onClose={form.onClose}
      onCheck={check}
      onSubmit={(reason) =>
        start(() => set.mutate({ userId: form.user.id, overdraftCredits: overdraft ?? 0, reason }))
      }
      hasFields
    >
      <TextInput
        ref={input}
        data-autofocus
        label={t('How far below zero it may go (credits)')}
        inputMode="numeric"
        autoComplete="off"
        required
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={isChecked && problem}
      />
      <EffectFigures
        label={t('Credits that can be spent')}
        figures={[
          { label: t('Spendable'), value: formatNumber(creditsRemaining) },
          { label: t('Until refused, now'), value: formatNumber(creditsRemaining + limits.overdraftCredits) },
          {
            label: t('Afterwards'),
            value: isWhole ? formatNumber(creditsRemaining + overdraft) : null,
          },
        ]}
      />
    </ReasonForm>
  );
}
