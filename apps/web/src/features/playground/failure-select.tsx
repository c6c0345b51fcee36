import { NativeSelect } from '@mantine/core';
import type { DemoFailure } from '@scrip/api';
import { type PlainText, t } from '../../i18n/t.ts';
import classes from './failure-select.module.css';

const labels: Record<DemoFailure, PlainText> = {
  'fail-at-start': 'Fails at the start',
  'fail-midway': 'Fails midway',
  hang: 'Hangs',
  empty: 'Says nothing',
};

type FailureSelectProps = {
  failures: DemoFailure[];
  value: DemoFailure | null;
  onChange: (failure: DemoFailure | null) => void;
};

/** Makes the demo model fail, so that anyone can watch the refund. */
export function FailureSelect({ failures, value, onChange }: FailureSelectProps) {
  const find = (text: string) => failures.find((failure) => failure === text) ?? null;
  return (
    <NativeSelect
      size="xs"
      className={classes.select}
      aria-label={t('How the demo model behaves')}
      value={value ?? ''}
      onChange={(event) => onChange(find(event.currentTarget.value))}
      data={[
        { value: '', label: t('Answers normally') },
        ...failures.map((failure) => ({ value: failure, label: t(labels[failure]) })),
      ]}
    />
  );
}
