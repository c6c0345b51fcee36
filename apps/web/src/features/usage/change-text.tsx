import { formatDecimal } from '../../format/numbers.ts';
import { changePercent } from './report.ts';

/** How much more or less than before; neither is good or bad in itself. */
export function ChangeText({ now, before }: { now: number; before: number }) {
  const percent = changePercent(now, before);
  if (before === 0) return 'None before';
  if (percent === null) return `${formatDecimal(before)} before`;
  if (percent === 0) return `As before: ${formatDecimal(before)}`;
  return `${formatDecimal(Math.abs(percent))} % ${percent > 0 ? 'more' : 'less'} than ${formatDecimal(before)} before`;
}
