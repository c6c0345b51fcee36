import * as z from 'zod/mini';
import { countDays } from '../../format/days.ts';
import {
  type DayRange,
  defaultUnit,
  MAX_DAYS,
  type PeriodPreset,
  periodPresets,
  rangeOfPreset,
  type Unit,
  units,
  unitsFor,
} from './period.ts';

/** What usage is stacked by. */
export const dimensions = ['feature', 'operationType', 'model', 'caller', 'apiKey', 'plan'] as const;
export type Dimension = (typeof dimensions)[number];

const oneOf = <Value extends string>(values: readonly Value[]) =>
  z.catch(
    z.optional(z.enum(Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>)),
    undefined,
  );
const Day = z.catch(z.optional(z.iso.date()), undefined);

/** What the address of Usage says; what it does not say is the default. */
export const UsageSearch = z.object({
  period: oneOf(periodPresets.map(({ value }) => value)),
  /** A range of its own, both days included; it goes before `period`. */
  from: Day,
  to: Day,
  unit: oneOf(units),
  by: oneOf(dimensions),
  compare: oneOf(['yes']),
  view: oneOf(['table']),
});
export type UsageSearch = z.infer<typeof UsageSearch>;

export type UsageView = {
  range: DayRange;
  /** Null for a range of its own. */
  preset: PeriodPreset | null;
  unit: Unit;
  by: Dimension;
  hasComparison: boolean;
  isTable: boolean;
};

/** What is shown; a range that makes no sense is left out. */
export function toUsageView(search: UsageSearch, today: string): UsageView {
  const own = ownRange(search, today);
  const preset = own ? null : (search.period ?? '30d');
  const range = own ?? rangeOfPreset(preset ?? '30d', today);
  const unit = search.unit && unitsFor(range).includes(search.unit) ? search.unit : defaultUnit(range);
  return {
    range,
    preset,
    unit,
    by: search.by ?? 'feature',
    hasComparison: search.compare === 'yes',
    isTable: search.view === 'table',
  };
}

function ownRange({ from, to }: UsageSearch, today: string): DayRange | null {
  if (!from || !to || from > to || from > today) return null;
  const last = to > today ? today : to;
  return countDays(from, last) > MAX_DAYS ? null : { first: from, last };
}
