import { Group, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { MAX_CREDITS } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import type { KeyDraft, KeyErrors } from './key-draft.ts';
import { periodLabels } from './key-words.ts';

type LimitFieldsProps = {
  draft: KeyDraft;
  errors: KeyErrors;
  onChange: (part: Partial<KeyDraft>) => void;
};

const whole = {
  allowDecimal: false,
  allowNegative: false,
  hideControls: true,
  thousandSeparator: ',',
} as const;

const listPeriods = () => Object.entries(periodLabels).map(([value, label]) => ({ value, label: t(label) }));
const periodOf = (text: string) => (text === 'DAY' || text === 'TOTAL' ? text : 'MONTH');

/** What the key is held to; empty fields leave it free. */
export function LimitFields({ draft, errors, onChange }: LimitFieldsProps) {
  return (
    <>
      <Group gap={12} grow align="flex-start">
        <NumberInput
          {...whole}
          label={t('Spend cap, credits')}
          placeholder={t('No cap')}
          max={MAX_CREDITS}
          value={draft.cap}
          onChange={(cap) => onChange({ cap })}
          error={errors.spendCap}
        />
        <NativeSelect
          label={t('Counted')}
          data={listPeriods()}
          value={draft.period}
          onChange={(event) => onChange({ period: periodOf(event.currentTarget.value) })}
        />
      </Group>
      <Group gap={12} grow align="flex-start">
        <NumberInput
          {...whole}
          label={t('Calls per minute')}
          placeholder={t('The usual')}
          value={draft.rate}
          onChange={(rate) => onChange({ rate })}
          error={errors.rateLimitPerMinute}
        />
        <TextInput
          type="date"
          label={t('Last day')}
          value={draft.expires}
          onChange={(event) => onChange({ expires: event.currentTarget.value })}
          error={errors.expiresAt}
        />
      </Group>
      <Places
        label={t('Origins')}
        description={t('Pages that may use it, such as https://app.example.com. Empty: any.')}
        value={draft.origins}
        error={errors.allowedOrigins}
        onChange={(origins) => onChange({ origins })}
      />
      <Places
        label={t('Addresses')}
        description={t('Machines that may use it, such as 203.0.113.7 or 203.0.113.0/24. Empty: any.')}
        value={draft.addresses}
        error={errors.allowedAddresses}
        onChange={(addresses) => onChange({ addresses })}
      />
    </>
  );
}

type PlacesProps = {
  label: string;
  description: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
};

function Places({ label, description, value, error, onChange }: PlacesProps) {
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={1}
      maxRows={4}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
