import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { t } from '../../i18n/t.ts';
import type { FeatureDraft } from './plan-draft.ts';
import classes from './plan-form.module.css';
import type { PlanForm } from './use-plan-form.ts';

const MAX_FEATURES = 30;

export function FeaturesField({ form: { draft, errors, change } }: { form: PlanForm }) {
  const { features } = draft;
  const list = useRef<HTMLFieldSetElement>(null);
  const set = (index: number, part: Partial<FeatureDraft>) =>
    change({ features: features.map((feature, at) => (at === index ? { ...feature, ...part } : feature)) });
  const move = (index: number, by: 1 | -1) => {
    const moved = features[index];
    if (moved) change({ features: features.toSpliced(index, 1).toSpliced(index + by, 0, moved) });
  };
  const add = () => {
    const key = Math.max(-1, ...features.map((feature) => feature.key)) + 1;
    change({ features: [...features, { key, name: '', description: '' }] });
    requestAnimationFrame(() => {
      const names = list.current?.querySelectorAll<HTMLInputElement>('[data-feature-name]');
      names?.[names.length - 1]?.focus();
    });
  };
  return (
    <fieldset className={`${classes.wide} ${classes.group}`} ref={list}>
      <legend className={classes.groupLabel}>{t('Features')}</legend>
      {features.map((feature, index) => (
        <div key={feature.key} className={classes.feature}>
          <TextInput
            aria-label={t('Feature {number}', { number: index + 1 })}
            placeholder={t('Feature')}
            maxLength={120}
            data-feature-name
            value={feature.name}
            onChange={(event) => set(index, { name: event.currentTarget.value })}
            error={errors[`features.${index}.name`]}
          />
          <TextInput
            aria-label={t('Text of feature {number}', { number: index + 1 })}
            placeholder={t('More about it')}
            maxLength={300}
            value={feature.description}
            onChange={(event) => set(index, { description: event.currentTarget.value })}
            error={errors[`features.${index}.description`]}
          />
          <FeatureButtons
            number={index + 1}
            isLast={index === features.length - 1}
            onMove={(by) => move(index, by)}
            onRemove={() => change({ features: features.toSpliced(index, 1) })}
          />
        </div>
      ))}
      {features.length < MAX_FEATURES && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
        >
          {t('Add a feature')}
        </Button>
      )}
    </fieldset>
  );
}

type FeatureButtonsProps = {
  number: number;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

function FeatureButtons({ number, isLast, onMove, onRemove }: FeatureButtonsProps) {
  const look = { variant: 'subtle', color: 'gray', size: 30 } as const;
  return (
    <div className={classes.featureButtons}>
      <ActionIcon
        {...look}
        aria-label={t('Move feature {number} up', { number })}
        disabled={number === 1}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        {...look}
        aria-label={t('Move feature {number} down', { number })}
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon {...look} aria-label={t('Remove feature {number}', { number })} onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
