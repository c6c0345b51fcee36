import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { plural, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useFeatures } from '../settings/use-features.ts';
import { type CapDraft, checkCaps, readCaps, toCapDrafts } from './caps-draft.ts';
import { capPeriods, type Limits } from './limit-words.ts';
import limitClasses from './limits-panel.module.css';
import { type AccountForm, useAccountEnds } from './use-account-ends.ts';

const MAX_CAPS = 20;

export function CapsForm({ limits, ...form }: AccountForm & { limits: Limits }) {
  // What was set when the dialog opened: the list goes on being read behind it.
  const [caps, setCaps] = useState(() => toCapDrafts(limits));
  const [isChecked, setChecked] = useState(false);
  const { ends, start } = useAccountEnds(t('The spend caps are set.'), form);
  const set = trpc.accounts.setSpendCaps.useMutation(ends);
  const problem = checkCaps(caps);
  const change = (id: number, part: Partial<CapDraft>) =>
    setCaps(caps.map((cap) => (cap.id === id ? { ...cap, ...part } : cap)));
  const add = () =>
    setCaps([
      ...caps,
      {
        id: Math.max(0, ...caps.map(({ id }) => id)) + 1,
        featureKey: '',
        period: 'MONTH',
        limitText: '',
      },
    ]);
  const submit = (reason: string) =>
    start(() => set.mutate({ userId: form.user.id, caps: readCaps(caps), reason }));
  return (
    <ReasonForm
      verb={t('Set caps')}
      color="green"
      error={set.error}
      isPending={set.isPending}
      onClose={form.onClose}
      onCheck={() => {
        setChecked(true);
        return problem === null;
      }}
      onSubmit={submit}
      hasFields
    >
      <p className={classes.effect}>
        {caps.length === 0
          ? t('Without a cap the account may spend all it has.')
          : plural(
              caps.length,
              'A spend that would pass this cap is refused. What the period has seen already counts.',
              'A spend that would pass one of these {count} caps is refused. What the period has seen already counts.',
            )}
      </p>
      {caps.map((cap, index) => (
        <CapFields
          key={cap.id}
          cap={cap}
          used={usedOf(limits, cap)}
          isFirst={index === 0}
          onChange={(part) => change(cap.id, part)}
          onRemove={() => setCaps(caps.filter(({ id }) => id !== cap.id))}
        />
      ))}
      {isChecked && problem && (
        <p role="alert" className={classes.refusal}>
          {problem}
        </p>
      )}
      <Button variant="default" onClick={add} disabled={caps.length >= MAX_CAPS}>
        {t('Add a cap')}
      </Button>
    </ReasonForm>
  );
}

function usedOf({ caps }: Limits, { featureKey, period }: CapDraft): number | null {
  return (
    caps.find((cap) => (cap.featureKey ?? '') === featureKey && cap.period === period)?.usedCredits ?? null
  );
}

type CapFieldsProps = {
  cap: CapDraft;
  used: number | null;
  isFirst: boolean;
  onChange: (part: Partial<CapDraft>) => void;
  onRemove: () => void;
};

function CapFields({ cap, used, isFirst, onChange, onRemove }: CapFieldsProps) {
  const { list } = useFeatures();
  return (
    <div className={limitClasses.row}>
      <NativeSelect
        {...(isFirst && { 'data-autofocus': true })}
        label={t('Feature')}
        data={[
          { value: '', label: t('All features') },
          ...list.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        value={cap.featureKey}
        onChange={({ currentTarget }) => onChange({ featureKey: currentTarget.value })}
      />
      <NativeSelect
        label={t('Period')}
        data={[
          { value: 'DAY', label: t(capPeriods.DAY) },
          { value: 'MONTH', label: t(capPeriods.MONTH) },
        ]}
        value={cap.period}
        onChange={({ currentTarget }) =>
          onChange({ period: currentTarget.value === 'DAY' ? 'DAY' : 'MONTH' })
        }
      />
      <TextInput
        label={t('Credits')}
        inputMode="numeric"
        autoComplete="off"
        description={used === null ? null : t('{credits} used', { credits: formatCredits(used) })}
        inputWrapperOrder={['label', 'input', 'description']}
        value={cap.limitText}
        onChange={({ currentTarget }) => onChange({ limitText: currentTarget.value })}
      />
      <CloseButton
        className={limitClasses.remove ?? ''}
        onClick={onRemove}
        aria-label={t('Remove this cap')}
      />
    </div>
  );
}
