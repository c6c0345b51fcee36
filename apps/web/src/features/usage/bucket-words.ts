import {
  formatDay,
  formatDayAndYear,
  formatHour,
  formatHourInZone,
  formatMonth,
} from '../../format/dates.ts';
import { addDays } from '../../format/days.ts';
import type { Unit } from './period.ts';
import type { Bucket } from './report.ts';

/** Under the axis. The first hour of a day is called by the day. */
export function labelOf({ day, startsAt }: Bucket, unit: Unit): string {
  if (unit === 'month') return formatMonth(`${day}T00:00:00Z`);
  if (unit !== 'hour') return formatDay(day);
  const hour = formatHour(startsAt);
  return hour === '00:00' ? formatDay(day) : hour;
}

/** In full. A cut week or month tells its days. */
export function titleOf({ day, startsAt, endsAt }: Bucket, unit: Unit): string {
  if (unit === 'hour') return `${formatDay(day)}, ${formatHourInZone(startsAt)}`;
  if (unit === 'day') return formatDayAndYear(day);
  const days = Math.round((new Date(endsAt).getTime() - new Date(startsAt).getTime()) / 86_400_000);
  return `${formatDay(day)} – ${formatDayAndYear(addDays(day, days - 1))}`;
}
