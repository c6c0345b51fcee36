import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { DateRangeInput } from '../../components/date-range-input.tsx';
import { t } from '../../i18n/t.ts';
import { type DayRange, periodPresets, unitsFor } from './period.ts';
import classes from './usage-controls.module.css';
import { type Dimension, dimensions, type UsageSearch, type UsageView } from './usage-search.ts';
import { dimensionWords, unitLabels } from './usage-words.ts';

type UsageControlsProps = {
  view: UsageView;
  /** Changes the address. */
  onChange: (changed: UsageSearch) => void;
};

/** Which time, cut into what, stacked by what. All of it is in the address. */
export function UsageControls({ view, onChange }: UsageControlsProps) {
  return (
    <search className={classes.controls} aria-label={t('What to show')}>
      <SegmentedControl
        size="xs"
        className={classes.presets}
        aria-label={t('Period')}
        data={periodPresets.map(({ value, label }) => ({ value, label: t(label) }))}
        value={view.preset ?? ''}
        onChange={(period) =>
          onChange({ period: period as UsageSearch['period'], from: undefined, to: undefined })
        }
      />
      <OwnRange key={`${view.range.first} ${view.range.last}`} view={view} onChange={onChange} />
      <NativeSelect
        aria-label={t('Stacked by')}
        className={classes.select}
        data={dimensions.map((value) => ({
          value,
          label: t('By {name}', { name: t(dimensionWords[value].one) }),
        }))}
        value={view.by}
        onChange={(event) => onChange({ by: event.currentTarget.value as Dimension })}
      />
      <NativeSelect
        aria-label={t('Cut into')}
        className={classes.select}
        data={unitsFor(view.range).map((value) => ({ value, label: t(unitLabels[value]) }))}
        value={view.unit}
        onChange={(event) => onChange({ unit: event.currentTarget.value as UsageView['unit'] })}
      />
      <Switch
        label={t('Compare with the period before')}
        checked={view.hasComparison}
        onChange={(event) => onChange({ compare: event.currentTarget.checked ? 'yes' : undefined })}
      />
    </search>
  );
}

/** Two days chosen one after the other: the address changes with the second. */
function OwnRange({ view: { preset, range }, onChange }: UsageControlsProps) {
  const [half, setHalf] = useState<string | null>(null);
  const own: Partial<DayRange> = half ? { first: half } : preset ? {} : range;
  return (
    <DateRangeInput
      placeholder={t('Other days')}
      value={{ from: own.first, to: own.last }}
      onChange={({ from, to }) => {
        if (from && !to) return setHalf(from);
        setHalf(null);
        onChange({ from, to, period: undefined });
      }}
    />
  );
}
