import { SegmentedControl } from '@mantine/core';
import { type PlainText, t } from '../../i18n/t.ts';
import type { Billing } from './billing.ts';

const options: { value: Billing; label: PlainText }[] = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly' },
];

type BillingSwitchProps = { billing: Billing; onChange: (billing: Billing) => void };

export function BillingSwitch({ billing, onChange }: BillingSwitchProps) {
  return (
    <SegmentedControl
      aria-label={t('Billing')}
      data={options.map(({ value, label }) => ({ value, label: t(label) }))}
      value={billing}
      onChange={onChange}
    />
  );
}
