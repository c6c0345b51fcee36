// Calendar days are texts, YYYY-MM-DD: they have no time zone and sort as they are.

const MS_PER_DAY = 86_400_000;

const startUtc = (day: string) => new Date(`${day}T00:00:00Z`).getTime();

export function addDays(day: string, count: number): string {
  return new Date(startUtc(day) + count * MS_PER_DAY).toISOString().slice(0, 10);
}

/** How many days from the first to the last, both included. */
export function countDays(first: string, last: string): number {
  return Math.round((startUtc(last) - startUtc(first)) / MS_PER_DAY) + 1;
}

/** The day of an instant where the reader is. */
export function dayOf(instant: Date): string {
  const [year, month, date] = [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()];
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

/** Midnight where the reader is, `addedDays` after `day`. */
export function startOfDay(day: string, addedDays = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + addedDays);
}

export const hereZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
