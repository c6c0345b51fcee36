import { TextInput } from '@mantine/core';
import type { RefObject } from 'react';
import { t } from '../i18n/t.ts';

const MAX_REASON = 500;

type ReasonFieldProps = {
  ref?: RefObject<HTMLInputElement | null>;
  /** Where the reason will be read. */
  description: string;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  isFirst?: boolean;
};

export function ReasonField({ ref, description, value, onChange, error, isFirst = false }: ReasonFieldProps) {
  return (
    <TextInput
      {...(ref && { ref })}
      {...(isFirst && { 'data-autofocus': true })}
      label={t('Reason')}
      description={description}
      autoComplete="off"
      required
      maxLength={MAX_REASON}
      inputWrapperOrder={['label', 'input', error ? 'error' : 'description']}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
