import { SegmentedControl } from '@mantine/core';
import type { Billing } from './billing.ts';

const options: { value: Billing; label: string }[] = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly' },
];

type BillingSwitchProps = { billing: Billing; onChange: (billing: Billing) => void };

export function BillingSwitch({ billing, onChange }: BillingSwitchProps) {
  return <SegmentedControl aria-label="Billing" data={options} value={billing} onChange={onChange} />;
}
