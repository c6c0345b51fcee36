import type { PlainText } from '../../i18n/t.ts';
import type { Unit } from './period.ts';
import type { Dimension } from './usage-search.ts';

export const dimensionWords: Record<Dimension, { label: PlainText; one: PlainText }> = {
  feature: { label: 'Feature', one: 'feature' },
  operationType: { label: 'Operation', one: 'operation' },
  model: { label: 'Model', one: 'model' },
  caller: { label: 'Caller', one: 'caller' },
  apiKey: { label: 'API key', one: 'API key' },
  plan: { label: 'Plan', one: 'plan' },
};

/** One of them, in a sentence. */
export const unitWords: Record<Unit, PlainText> = {
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
};

export const unitLabels: Record<Unit, PlainText> = {
  hour: 'Hours',
  day: 'Days',
  week: 'Weeks',
  month: 'Months',
};
