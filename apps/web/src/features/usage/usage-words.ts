import type { Unit } from './period.ts';
import type { Dimension } from './usage-search.ts';

export const dimensionWords: Record<Dimension, { label: string; one: string }> = {
  feature: { label: 'Feature', one: 'feature' },
  operationType: { label: 'Operation', one: 'operation' },
  model: { label: 'Model', one: 'model' },
  caller: { label: 'Caller', one: 'caller' },
  apiKey: { label: 'API key', one: 'API key' },
  plan: { label: 'Plan', one: 'plan' },
};

export const unitLabels: Record<Unit, string> = {
  hour: 'Hours',
  day: 'Days',
  week: 'Weeks',
  month: 'Months',
};
