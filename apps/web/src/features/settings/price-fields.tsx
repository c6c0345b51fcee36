import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import classes from './features.module.css';
import type { ModelDraft, PriceDraft, PriceProblems } from './price-draft.ts';
import type { AdminFeature } from './price-words.ts';

type PriceFieldsProps = {
  feature: AdminFeature;
  draft: PriceDraft;
  onChange: (part: Partial<PriceDraft>) => void;
  problems: PriceProblems;
};

export function PriceFields({ feature, draft, onChange, problems }: PriceFieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label={t('How it is priced')}
        data={[
          { value: 'flat', label: t('Each use') },
          { value: 'perUnit', label: t('By quantity') },
          ...(feature.defaultPrice ? [{ value: 'default' as const, label: t('Default') }] : []),
        ]}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === 'default' && (
        <p className={classes.now}>{t('What the code says, and what it will say.')}</p>
      )}
      {draft.kind === 'flat' && (
        <div className={classes.fields}>
          <TextInput
            label={t('Credits a use')}
            description={t('0 makes it free.')}
            inputMode="numeric"
            autoComplete="off"
            inputWrapperOrder={['label', 'input', problems.flat ? 'error' : 'description']}
            value={draft.flatText}
            onChange={({ currentTarget }) => onChange({ flatText: currentTarget.value })}
            error={problems.flat}
          />
        </div>
      )}
      {draft.kind === 'perUnit' && (
        <PerUnitFields feature={feature} draft={draft} onChange={onChange} problems={problems} />
      )}
    </>
  );
}

function PerUnitFields({ feature, draft, onChange, problems }: PriceFieldsProps) {
  return (
    <>
      <div className={classes.fields}>
        <TextInput
          label={t('Credits')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.creditsText}
          onChange={({ currentTarget }) => onChange({ creditsText: currentTarget.value })}
          error={problems.credits}
        />
        <TextInput
          label={t('for how many × {unit}', { unit: feature.unit })}
          inputMode="numeric"
          autoComplete="off"
          value={draft.unitsText}
          onChange={({ currentTarget }) => onChange({ unitsText: currentTarget.value })}
          error={problems.units}
        />
        <TextInput
          label={t('At least (credits)')}
          description={t('Empty: no minimum')}
          inputMode="numeric"
          autoComplete="off"
          inputWrapperOrder={['label', 'input', problems.minimum ? 'error' : 'description']}
          value={draft.minimumText}
          onChange={({ currentTarget }) => onChange({ minimumText: currentTarget.value })}
          error={problems.minimum}
        />
      </div>
      <ModelFields
        models={draft.models}
        onChange={(models) => onChange({ models })}
        problem={problems.models}
      />
    </>
  );
}

type ModelFieldsProps = {
  models: ModelDraft[];
  onChange: (models: ModelDraft[]) => void;
  problem: string | undefined;
};

function ModelFields({ models, onChange, problem }: ModelFieldsProps) {
  const change = (id: number, part: Partial<ModelDraft>) =>
    onChange(models.map((model) => (model.id === id ? { ...model, ...part } : model)));
  const add = () => {
    const id = Math.max(-1, ...models.map((model) => model.id)) + 1;
    onChange([...models, { id, name: '', percentText: '100' }]);
  };
  return (
    <>
      <p className={classes.now}>
        {models.length === 0
          ? t('Every model costs the same.')
          : t('Once models are named, a model that is not named is refused.')}
      </p>
      {models.map((model) => (
        <div key={model.id} className={classes.model}>
          <TextInput
            label={t('Model')}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            value={model.name}
            onChange={({ currentTarget }) => change(model.id, { name: currentTarget.value })}
          />
          <TextInput
            label={t('Of the price (%)')}
            inputMode="numeric"
            autoComplete="off"
            value={model.percentText}
            onChange={({ currentTarget }) => change(model.id, { percentText: currentTarget.value })}
          />
          <CloseButton
            size="lg"
            onClick={() => onChange(models.filter(({ id }) => id !== model.id))}
            aria-label={t('Remove the model {name}', { name: model.name })}
          />
        </div>
      ))}
      {problem && (
        <p role="alert" className={classes.now}>
          {problem}
        </p>
      )}
      <div>
        <Button variant="default" size="compact-sm" onClick={add}>
          {t('Add a model')}
        </Button>
      </div>
    </>
  );
}
