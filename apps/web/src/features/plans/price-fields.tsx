import { TextInput } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { FormSection } from './form-section.tsx';
import type { PlanForm } from './use-plan-form.ts';

export function PriceFields({ form: { draft, errors, change } }: { form: PlanForm }) {
  return (
    <FormSection
      title={t('Price')}
      text={t('Leave a price empty where the plan is not sold that long; 0 is free.')}
    >
      <TextInput
        label={t('Currency')}
        maxLength={3}
        autoComplete="off"
        value={draft.currency}
        onChange={(event) => change({ currency: event.currentTarget.value.toUpperCase() })}
        error={errors.currency}
      />
      <TextInput
        label={t('Per month')}
        inputMode="decimal"
        autoComplete="off"
        value={draft.priceMonthly}
        onChange={(event) => change({ priceMonthly: event.currentTarget.value })}
        error={errors.priceMonthlyCents && t(priceError)}
      />
      <TextInput
        label={t('Per year')}
        inputMode="decimal"
        autoComplete="off"
        value={draft.priceYearly}
        onChange={(event) => change({ priceYearly: event.currentTarget.value })}
        error={errors.priceYearlyCents && t(priceError)}
      />
    </FormSection>
  );
}

const priceError = 'Enter a price such as 29 or 29.50.';
