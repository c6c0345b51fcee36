import { NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type OperationType, operationTypes } from '@scrip/api';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ReasonForm } from '../../components/reason-form.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { operationLabels } from '../credits/labels.ts';
import { ConflictNotice } from './conflict-notice.tsx';
import { emptyFeature, type FeatureDraft, isKey, toFeatureDraft, toFeatureInput } from './feature-draft.ts';
import classes from './features.module.css';
import type { AdminFeature } from './price-words.ts';
import { useFeatureChanged } from './use-feature-changed.ts';

/** Entries of these are written by Scrip itself. */
const reserved: readonly OperationType[] = ['ADMIN_ADJUSTMENT', 'CREDIT_GRANT', 'CREDIT_EXPIRY'];

export function EditFeatureForm({ feature, ...form }: FormEnds & { feature: AdminFeature }) {
  const [seen, setSeen] = useState(feature);
  const [draft, setDraft] = useState(() => toFeatureDraft(feature));
  const [isChecked, setChecked] = useState(false);
  const changed = useFeatureChanged();
  const { ends, start } = useFormEnds(t('{name} is saved.', { name: draft.name }), form, changed);
  const update = trpc.features.update.useMutation(ends);
  return (
    <ReasonForm
      verb={t('Save')}
      color="green"
      error={feature.version === seen.version ? update.error : null}
      isPending={update.isPending}
      onClose={form.onClose}
      hasFields
      onCheck={() => {
        setChecked(true);
        return draft.name.trim() !== '';
      }}
      onSubmit={(reason) =>
        start(() => update.mutate({ ...toFeatureInput(draft), key: seen.key, version: seen.version, reason }))
      }
    >
      <ConflictNotice
        seen={seen}
        current={feature}
        onKeep={() => setSeen(feature)}
        onTake={() => {
          setSeen(feature);
          setDraft(toFeatureDraft(feature));
        }}
      />
      <FeatureFields
        draft={draft}
        onChange={(part) => setDraft({ ...draft, ...part })}
        isChecked={isChecked}
      />
    </ReasonForm>
  );
}

/** Creates a feature without a price; the next screen asks for it. */
export function NewFeatureForm(form: FormEnds) {
  const navigate = useNavigate();
  const keyInput = useRef<HTMLInputElement>(null);
  const [key, setKey] = useState('');
  const [draft, setDraft] = useState(emptyFeature);
  const [isChecked, setChecked] = useState(false);
  const changed = useFeatureChanged();
  const { ends, start } = useFormEnds(t('{name} is created.', { name: draft.name }), form, changed);
  const create = trpc.features.create.useMutation({
    ...ends,
    onSuccess: (feature) => {
      ends.onSuccess();
      void navigate({ to: '/admin/features/$key/price', params: { key: feature.key } });
    },
  });
  const keyProblem = isKey(key)
    ? null
    : t('A key begins with a small letter; small letters, digits and underscores may follow.');
  return (
    <ReasonForm
      verb={t('Create feature')}
      color="green"
      error={create.error}
      isPending={create.isPending}
      onClose={form.onClose}
      hasFields
      onCheck={() => {
        setChecked(true);
        if (keyProblem) keyInput.current?.focus();
        return keyProblem === null && draft.name.trim() !== '';
      }}
      onSubmit={(reason) => start(() => create.mutate({ ...toFeatureInput(draft), key, reason }))}
    >
      <TextInput
        ref={keyInput}
        data-autofocus
        label={t('Key')}
        description={t('The code refers to it. It stays for good.')}
        inputWrapperOrder={['label', 'input', isChecked && keyProblem ? 'error' : 'description']}
        required
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        value={key}
        onChange={({ currentTarget }) => setKey(currentTarget.value)}
        error={isChecked && keyProblem}
      />
      <FeatureFields
        draft={draft}
        onChange={(part) => setDraft({ ...draft, ...part })}
        isChecked={isChecked}
      />
    </ReasonForm>
  );
}

type FeatureFieldsProps = {
  draft: FeatureDraft;
  onChange: (part: Partial<FeatureDraft>) => void;
  isChecked: boolean;
};

function FeatureFields({ draft, onChange, isChecked }: FeatureFieldsProps) {
  return (
    <>
      <TextInput
        label={t('Name')}
        required
        maxLength={80}
        autoComplete="off"
        value={draft.name}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
        error={isChecked && !draft.name.trim() && t('Give the feature a name.')}
      />
      <Textarea
        label={t('Description')}
        autosize
        minRows={2}
        maxLength={500}
        value={draft.description}
        onChange={({ currentTarget }) => onChange({ description: currentTarget.value })}
      />
      <div className={classes.fields}>
        <TextInput
          label={t('Unit')}
          description={t('What a quantity counts: token, image, second.')}
          inputWrapperOrder={['label', 'input', 'description']}
          maxLength={40}
          value={draft.unit}
          onChange={({ currentTarget }) => onChange({ unit: currentTarget.value })}
        />
        <NativeSelect
          label={t('Operation')}
          data={operationTypes
            .filter((type) => !reserved.includes(type))
            .map((type) => ({ value: type, label: t(operationLabels[type]) }))}
          value={draft.operationType}
          onChange={({ currentTarget }) =>
            onChange({
              operationType: operationTypes.find((type) => type === currentTarget.value) ?? 'CUSTOM',
            })
          }
        />
        <TextInput
          label={t('Workspace')}
          maxLength={64}
          value={draft.workspaceId}
          onChange={({ currentTarget }) => onChange({ workspaceId: currentTarget.value })}
        />
      </div>
      <TagsInput label={t('Tags')} maxTags={20} value={draft.tags} onChange={(tags) => onChange({ tags })} />
    </>
  );
}
