import { distinctSlots, type Series } from '../../components/chart/series.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { operationLabels } from '../credits/labels.ts';
import { useFeatures } from '../settings/use-features.ts';
import { type ChartSeries, OTHER } from './report.ts';
import type { Dimension } from './usage-search.ts';

const nameless: Record<Dimension, PlainText> = {
  feature: 'No feature',
  operationType: 'No operation',
  model: 'No model named',
  caller: 'Nobody named',
  apiKey: 'No key',
  plan: 'Without a plan',
};

/** The operations of the built-in features have their colours. */
const operationSlots: Record<string, number> = { AI_TEXT_CHAT: 0, AI_IMAGE_GENERATION: 1 };

const callerNames: Record<string, PlainText> = { app: 'The app itself', user: 'The user', admin: 'An admin' };

export function nameOfKey(by: Dimension, { key, name }: { key: string | null; name: string }): string {
  if (key === null) return t(nameless[by]);
  if (by === 'operationType' && Object.hasOwn(operationLabels, key))
    return t(operationLabels[key as keyof typeof operationLabels]);
  const caller = by === 'caller' && callerNames[key];
  return caller ? t(caller) : name;
}

/** Names, colours and patterns of what the chart draws: a feature has the colour that it has on every screen. */
export function useSeries(by: Dimension, drawn: readonly ChartSeries[]): Series[] {
  const { slotOf } = useFeatures();
  const keyOf = (key: string | null) => key ?? 'null';
  const keys = drawn.filter(({ key }) => key !== OTHER).map(({ key }) => keyOf(key));
  // In the order of the keys, not of the amounts: a colour stays while amounts change.
  const sorted = keys.toSorted();
  const slots = distinctSlots(sorted, (key) =>
    by === 'feature' ? slotOf(key) : (operationSlots[key] ?? sorted.indexOf(key)),
  );
  return drawn.map((series) => ({
    key: keyOf(series.key),
    label: nameOfKey(by, series),
    slot: slots.get(keyOf(series.key)) ?? null,
  }));
}
