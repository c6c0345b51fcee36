import { t } from '../i18n/t.ts';
import { perLocale } from './formatter.ts';

/** English of no region writes dates as most of the world does: day, month, year. */
function perDateLocale<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  return perLocale((locale) => make(locale === 'en' ? 'en-GB' : locale));
}

const dateTime = perDateLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
);
const thisYear = perDateLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
);
const exact = perDateLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeStyle: 'medium',
      hourCycle: 'h23',
    }),
);
const date = perDateLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
);
const dayAndMonth = perDateLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
);
const dayMonthYear = perDateLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const hour = perDateLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
);
const hourInZone = perDateLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    }),
);
const monthAndYear = perDateLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const longMonth = perDateLocale(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);
const relative = perDateLocale(
  (locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }),
);

/** 23 Nov 2026, 14:05, where the reader is. */
export function formatDateTime(instant: string | Date): string {
  return dateTime().format(new Date(instant));
}

/** 23 Nov, 14:05; with the year when it is another one than now. */
export function formatShortTime(instant: string | Date, now: Date): string {
  const shown = new Date(instant);
  return (shown.getFullYear() === now.getFullYear() ? thisYear() : dateTime()).format(shown);
}

/** To the second, for tooltips and details. */
export function formatExact(instant: string | Date): string {
  return exact().format(new Date(instant));
}

export function formatDate(instant: string | Date): string {
  return date().format(new Date(instant));
}

/** A calendar day (YYYY-MM-DD) as 23 Nov; days have no time zone. */
export function formatDay(day: string): string {
  return dayAndMonth().format(new Date(`${day}T00:00:00Z`));
}

/** A calendar day as 23 Nov 2026. */
export function formatDayAndYear(day: string): string {
  return dayMonthYear().format(new Date(`${day}T00:00:00Z`));
}

/** 14:00, where the reader is. */
export function formatHour(instant: string | Date): string {
  return hour().format(new Date(instant));
}

/** 14:00 WET: when the clocks go back an hour comes twice. */
export function formatHourInZone(instant: string | Date): string {
  return hourInZone().format(new Date(instant));
}

/** The month that begins at an instant, by UTC: Nov 2026. */
export function formatMonth(instant: string | Date): string {
  return monthAndYear().format(new Date(instant));
}

/** A calendar month (YYYY-MM) as November 2026. */
export function formatLongMonth(month: string): string {
  return longMonth().format(new Date(`${month}-01T00:00:00Z`));
}

const steps = [
  { unit: 'minute', seconds: 60 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'month', seconds: 30 * 86_400 },
  { unit: 'year', seconds: 365 * 86_400 },
] as const;

/** "3 minutes ago", "in 2 days"; "just now" within a minute. */
export function formatRelative(instant: string | Date, now: Date): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1_000;
  const step = steps.findLast((candidate) => Math.abs(seconds) >= candidate.seconds);
  return step ? relative().format(Math.trunc(seconds / step.seconds), step.unit) : t('just now');
}
