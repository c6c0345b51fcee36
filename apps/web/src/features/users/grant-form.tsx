import { Group, NativeSelect, TextInput } from '@mantine/core';
import { MAX_CREDITS } from '@scrip/api';
import { useRef, useState } from 'react';
import { ReasonForm } from '../../components/reason-form.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { BalanceEffect } from './balance-effect.tsx';
import { checkGrant, type GrantDraft, readGrant } from './grant-draft.ts';
import { grantSources } from './grant-words.ts';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';
import { nameOf } from './user-name.ts';

const emptyDraft: GrantDraft = { amountText: '', source: 'ADMIN', startsText: '', expiresText: '' };
const sources = ['ADMIN', 'PROMOTION', 'PURCHASE'] as const;

/** Gives a user credits, now or later, for good or for a while. */
export function GrantForm(form: AccountForm) {
  const { user } = form;
  const [draft, setDraft] = useState(emptyDraft);
  const [isChecked, setChecked] = useState(false);
  const amountInput = useRef<HTMLInputElement>(null);
  const expiresInput = useRef<HTMLInputElement>(null);
  const { keyOf } = useIdempotencyKeys();

  const grant = readGrant(draft);
  const problems = checkGrant(grant, MAX_CREDITS - user.account.creditsRemaining - user.account.creditsHeld);
  const credits = grant.amountCredits === null ? '' : formatCredits(grant.amountCredits);
  const done = t('{name} has been granted {credits}.', { name: nameOf(user), credits });
  const { ends, start } = useAccountEnds(done, form);
  const give = trpc.accounts.grant.useMutation(ends);

  const change = (part: Partial<GrantDraft>) => setDraft({ ...draft, ...part });
  const check = () => {
    setChecked(true);
    if (problems.amount) amountInput.current?.focus();
    else if (problems.expires) expiresInput.current?.focus();
    return !problems.amount && !problems.expires;
  };
  const submit = (reason: string) => {
    if (grant.amountCredits === null) return;
    const { amountCredits, startsAt, expiresAt } = grant;
    const input = {
      userId: user.id,
      amountCredits,
      source: draft.source,
      ...(startsAt && { startsAt }),
      ...(expiresAt && { expiresAt }),
      details: { reason },
    };
    start(() => give.mutate({ ...input, idempotencyKey: keyOf(input) }));
  };
  return (
    <ReasonForm
      verb={t('Grant credits')}
      color="green"
      error={give.error}
      isPending={give.isPending}
      onClose={form.onClose}
      onCheck={check}
      onSubmit={submit}
      hasFields
      reasonText={t('Kept with the entry, where its owner can read it, and in the audit log.')}
    >
      <Group grow align="start" gap="sm">
        <TextInput
          ref={amountInput}
          data-autofocus
          label={t('Amount (credits)')}
          inputMode="numeric"
          autoComplete="off"
          required
          value={draft.amountText}
          onChange={({ currentTarget }) => change({ amountText: currentTarget.value })}
          error={isChecked && problems.amount}
        />
        <NativeSelect
          label={t('Source')}
          data={sources.map((value) => ({ value, label: t(grantSources[value]) }))}
          value={draft.source}
          onChange={({ currentTarget }) =>
            change({ source: sources.find((source) => source === currentTarget.value) ?? 'ADMIN' })
          }
        />
      </Group>
      <Group grow align="start" gap="sm">
        <TextInput
          type="datetime-local"
          label={t('Starts')}
          description={t('Empty: now')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={draft.startsText}
          onChange={({ currentTarget }) => change({ startsText: currentTarget.value })}
        />
        <TextInput
          ref={expiresInput}
          type="datetime-local"
          label={t('Expires')}
          description={t('Empty: never')}
          inputWrapperOrder={['label', 'input', problems.expires && isChecked ? 'error' : 'description']}
          value={draft.expiresText}
          onChange={({ currentTarget }) => change({ expiresText: currentTarget.value })}
          error={isChecked && problems.expires}
        />
      </Group>
      <BalanceEffect
        creditsRemaining={user.account.creditsRemaining}
        deltaCredits={grant.startsAt ? 0 : grant.amountCredits}
      />
    </ReasonForm>
  );
}
