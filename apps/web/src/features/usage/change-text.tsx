import { formatDecimal } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { changePercent } from './report.ts';

/** How much more or less than before; neither is good or bad in itself. */
export function ChangeText({ now, before }: { now: number; before: number }) {
  const percent = changePercent(now, before);
  if (before === 0) return t('None before');
  if (percent === null) return t('{count} before', { count: formatDecimal(before) });
  if (percent === 0) return t('As before: {count}', { count: formatDecimal(before) });
  const values = { percent: formatDecimal(Math.abs(percent)), count: formatDecimal(before) };
  return percent > 0
    ? t('{percent} % more than {count} before', values)
    : t('{percent} % less than {count} before', values);
}
