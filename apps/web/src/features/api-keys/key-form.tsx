import { Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import classes from '../../components/dialogs.module.css';
import { t } from '../../i18n/t.ts';
import { domainErrorOf } from '../../trpc/errors.ts';
import { errorsOf, firstOf, type KeyDraft, newDraft, toInput } from './key-draft.ts';
import type { KeyReach } from './key-search.ts';
import { LimitFields } from './limit-fields.tsx';
import { OwnerField } from './owner-field.tsx';
import { ScopesField } from './scopes-field.tsx';
import { type NewKey, useCreateKey } from './use-create-key.ts';

type KeyFormProps = {
  reach: KeyReach;
  onCreated: (made: NewKey) => void;
  onBusy: (isBusy: boolean) => void;
  onClose: () => void;
};

/** All that a new key is made with. */
export function KeyForm({ reach, onCreated, onBusy, onClose }: KeyFormProps) {
  const [draft, setDraft] = useState<KeyDraft>({ ...newDraft, kind: reach === 'any' ? 'APP' : 'USER' });
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useCreateKey(reach, onCreated);
  const { isPending } = create;
  useEffect(() => onBusy(isPending), [isPending, onBusy]);

  const found = errorsOf(draft, reach === 'any');
  const refusal = domainErrorOf(create.error);
  const refused = refusal?.code === 'INVALID_INPUT' ? firstOf(refusal.issues) : {};
  const errors = isChecked ? { ...found, ...refused } : {};
  const change = (part: Partial<KeyDraft>) => {
    setDraft((current) => ({ ...current, ...part }));
    if (create.error) create.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length > 0) {
      // After the fields have been marked.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    create.send(toInput(draft));
  };
  return (
    <form ref={form} onSubmit={submit} className={classes.form} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('Name')}
          placeholder={t('What uses it')}
          data-autofocus
          required
          maxLength={100}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={errors.name}
        />
        {reach === 'any' && <OwnerField draft={draft} error={errors.userId} onChange={change} />}
        <ScopesField
          kind={draft.kind}
          value={draft.scopes}
          error={errors.scopes}
          onChange={(scopes) => change({ scopes })}
        />
        <LimitFields draft={draft} errors={errors} onChange={change} />
        <DialogFoot
          verb={t('Create key')}
          color="green"
          error={create.error}
          isPending={isPending}
          onClose={onClose}
        />
      </Stack>
    </form>
  );
}
