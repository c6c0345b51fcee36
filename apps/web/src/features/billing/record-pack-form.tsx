import { Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import type { FormEnds } from '../../components/use-form-ends.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { emptyPack, type PackDraft, readPack } from './pack-draft.ts';
import { usePackEnds } from './use-pack-ends.ts';

const currencies = ['USD', 'EUR', 'GBP', 'CHF', 'JPY'];

export function RecordPackForm(ends: FormEnds) {
  const change = usePackEnds(t('The pack is recorded.'), ends);
  const record = trpc.subscriptions.recordPack.useMutation(change.ends);
  const [draft, setDraft] = useState(emptyPack);
  const [isChecked, setChecked] = useState(false);
  const read = readPack(draft);
  const problems = isChecked && 'problems' in read ? read.problems : {};
  const field = (name: Exclude<keyof PackDraft, 'currency'>) => ({
    value: draft[name],
    error: problems[name],
    autoComplete: 'off',
    maxLength: 150,
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setDraft((before) => ({ ...before, [name]: value })),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if ('input' in read) change.start(() => record.mutate(read.input));
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <TextInput label={t('User id')} required data-autofocus {...field('userId')} />
        <TextInput
          label={t('Payment id')}
          description={t('One payment gives its credits once, however often it is recorded.')}
          required
          {...field('paymentId')}
        />
        <TextInput label={t('Credits')} required inputMode="numeric" {...field('credits')} />
        <Group align="flex-start" gap="xs" grow>
          <TextInput label={t('Price')} inputMode="decimal" {...field('price')} />
          <NativeSelect
            label={t('Currency')}
            data={currencies}
            value={draft.currency}
            onChange={({ currentTarget: { value } }) =>
              setDraft((before) => ({ ...before, currency: value }))
            }
          />
        </Group>
        <DialogFoot
          verb={t('Record')}
          color="green"
          error={record.error}
          isPending={record.isPending}
          onClose={ends.onClose}
        />
      </Stack>
    </form>
  );
}
