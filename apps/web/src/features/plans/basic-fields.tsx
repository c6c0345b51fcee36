import { NativeSelect, TextInput } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { FormSection } from './form-section.tsx';
import classes from './plan-form.module.css';
import type { PlanForm } from './use-plan-form.ts';

const sources = [
  { value: 'clerk', label: 'Clerk Billing' },
  { value: 'manual', label: 'Manual: an admin puts users on it' },
] as const;

export function BasicFields({ form: { draft, errors, change } }: { form: PlanForm }) {
  const setSource = (value: string) => {
    const billingSource = value === 'manual' ? 'manual' : 'clerk';
    // A plan that nobody can buy by themselves has no checkout.
    const noCheckout = billingSource === 'manual' && draft.ctaType === 'checkout';
    change({ billingSource, ...(noCheckout ? { ctaType: 'none' } : {}) });
  };
  return (
    <FormSection title={t('Plan')}>
      <TextInput
        label={t('Name')}
        required
        maxLength={80}
        autoComplete="off"
        className={classes.wide}
        value={draft.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={errors.name}
      />
      <NativeSelect
        label={t('Billing')}
        data={sources.map(({ value, label }) => ({ value, label: t(label) }))}
        value={draft.billingSource}
        onChange={(event) => setSource(event.currentTarget.value)}
        error={errors.billingSource}
      />
      {draft.billingSource === 'clerk' && (
        <TextInput
          label={t('Clerk plan id')}
          placeholder="cplan_…"
          description={t('Ties subscriptions at Clerk to this plan.')}
          inputWrapperOrder={['label', 'input', errors.clerkId ? 'error' : 'description']}
          autoComplete="off"
          spellCheck={false}
          value={draft.clerkId}
          onChange={(event) => change({ clerkId: event.currentTarget.value })}
          error={errors.clerkId}
        />
      )}
    </FormSection>
  );
}
