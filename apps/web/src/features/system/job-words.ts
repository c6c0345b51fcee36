import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { type PlainText, plural, t } from '../../i18n/t.ts';

const names: Record<string, PlainText> = {
  'auditor.auditAll': 'Audit everybody',
  'credits.settleDue': 'Settle due grants and holds',
  'jobs.removeOld': 'Remove old jobs',
  'mail.send': 'Send mail',
  'notices.lowBalance': 'Tell owners of low balances',
  'quotes.removeExpired': 'Remove expired quotes',
  'storage.chargeDays': 'Charge storage by the day',
  'storage.reconcileWeekly': 'Compare stores with files every week',
  'storage.removeBytes': 'Remove deleted files',
  'storage.run': 'Compare stores or move files',
  'storage.sweepUploads': 'Sweep unfinished uploads',
};

/** A kind of job in words; one that this page does not know yet keeps its own name. */
export function jobName(kind: string): string {
  const name = names[kind];
  return name ? t(name) : kind;
}

export const stateLabels = {
  waiting: 'Waiting',
  running: 'Running',
  failing: 'Failing',
  dead: 'Dead',
  done: 'Done',
} as const satisfies Record<string, PlainText>;

/** "10 s", "15 min", "1 h", "1 day". */
export function formatEvery(seconds: number): string {
  const days = seconds / 86_400;
  if (days >= 1) return plural(days, '{count} day', '{count} days');
  if (seconds >= 3_600) return `${formatNumber(seconds / 3_600)} h`;
  return seconds >= 60 ? `${formatNumber(seconds / 60)} min` : `${seconds} s`;
}

/** "12 ms", "3.4 s". */
export function formatDuration(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${formatDecimal(ms / 1_000)} s`;
}
