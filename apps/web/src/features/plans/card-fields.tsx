import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type PlainText, t } from '../../i18n/t.ts';
import { FeaturesField } from './features-field.tsx';
import { FormSection } from './form-section.tsx';
import type { PlanDraft } from './plan-draft.ts';
import classes from './plan-form.module.css';
import type { PlanForm } from './use-plan-form.ts';

const buttons: { value: PlanDraft['ctaType']; label: PlainText }[] = [
  { value: 'checkout', label: 'Checkout' },
  { value: 'link', label: 'Link' },
  { value: 'contact', label: 'Contact' },
  { value: 'none', label: 'None' },
];

export function CardFields({ form }: { form: PlanForm }) {
  const { draft, errors, change } = form;
  return (
    <FormSection title={t('Card')} text={t('What the price table shows.')}>
      <Textarea
        label={t('Description')}
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        className={classes.wide}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
        error={errors.description}
      />
      <FeaturesField form={form} />
      <TextInput
        label={t('Badge')}
        placeholder={t('Most chosen')}
        maxLength={30}
        autoComplete="off"
        value={draft.badge}
        onChange={(event) => change({ badge: event.currentTarget.value })}
        error={errors.badge}
      />
      <Checkbox
        label={t('Highlight this plan')}
        className={classes.checkbox}
        checked={draft.highlight}
        onChange={(event) => change({ highlight: event.currentTarget.checked })}
      />
      <ButtonFields form={form} />
    </FormSection>
  );
}

function ButtonFields({ form: { draft, errors, change } }: { form: PlanForm }) {
  const choices =
    draft.billingSource === 'manual' ? buttons.filter(({ value }) => value !== 'checkout') : buttons;
  const hasLink = draft.ctaType === 'link' || draft.ctaType === 'contact';
  return (
    <>
      <NativeSelect
        label={t('Button')}
        data={choices.map(({ value, label }) => ({ value, label: t(label) }))}
        value={draft.ctaType}
        onChange={(event) => {
          const chosen = buttons.find(({ value }) => value === event.currentTarget.value);
          if (chosen) change({ ctaType: chosen.value });
        }}
        error={errors.ctaType}
      />
      {draft.ctaType !== 'none' && (
        <TextInput
          label={t('Text on the button')}
          maxLength={40}
          autoComplete="off"
          value={draft.ctaLabel}
          onChange={(event) => change({ ctaLabel: event.currentTarget.value })}
          error={errors.ctaLabel}
        />
      )}
      {hasLink && (
        <TextInput
          label={t('Where the button leads')}
          type="url"
          placeholder="https://"
          required
          autoComplete="off"
          className={classes.wide}
          value={draft.ctaUrl}
          onChange={(event) => change({ ctaUrl: event.currentTarget.value })}
          error={errors.ctaUrl}
        />
      )}
    </>
  );
}
