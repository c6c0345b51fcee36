import { TextInput } from '@mantine/core';
import { FormSection } from './form-section.tsx';
import type { PlanForm } from './use-plan-form.ts';

export function PriceFields({ form: { draft, errors, change } }: { form: PlanForm }) {
  return (
    <FormSection title="Price" text="Leave a price empty where the plan is not sold that long; 0 is free.">
      <TextInput
        label="Currency"
        maxLength={3}
        autoComplete="off"
        value={draft.currency}
        onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
        error={errors.currency}
      />
      <TextInput
        label="Per month"
        inputMode="decimal"
        autoComplete="off"
        value={draft.priceMonthly}
        onChange={(event) => change({ priceMonthly: event.currentTarget.value })}
        error={errors.priceMonthlyCents && priceError}
      />
      <TextInput
        label="Per year"
        inputMode="decimal"
        autoComplete="off"
        value={draft.priceYearly}
        onChange={(event) => change({ priceYearly: event.currentTarget.value })}
        error={errors.priceYearlyCents && priceError}
      />
    </FormSection>
  );
}

const priceError = 'Enter a price such as 29 or 29.50.';
