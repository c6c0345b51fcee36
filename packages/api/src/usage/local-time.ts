const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(timeZone: string, atMs: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
}

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, at: Date): string {
  return toDay(at.getTime() + offsetMs(timeZone, at.getTime()));
}

function toDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Calendar arithmetic has no zone: a day is a day. */
export function addDays(day: string, count: number): string {
  return toDay(Date.parse(day) + count * DAY_MS);
}

/** From one day to another; 0 for the same. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The first of the month so many months later. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return toDay(Date.UTC(year, month - 1 + count, 1));
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/**
 * The instants at which these days and the one after begin in a zone: midnight, or where the clocks skip it, the first
 * instant after. `days` are consecutive.
 */
export function startsOfDays(timeZone: string, days: string[]): Date[] {
  const [first] = days;
  if (first === undefined) return [];
  const wanted = [...days, addDays(first, days.length)];
  const midnight = Date.parse(first);
  let before = offsetMs(timeZone, midnight - DAY_MS);
  let at = offsetMs(timeZone, midnight);
  return wanted.map((day, index) => {
    const utc = midnight + index * DAY_MS;
    const after = offsetMs(timeZone, utc + DAY_MS);
    const candidates = [...new Set([before, at, after])].map((offset) => utc - offset).sort((a, b) => a - b);
    const start =
      candidates.length === 1
        ? candidates[0]
        : candidates.find((ms) => toDay(ms + offsetMs(timeZone, ms)) >= day);
    before = at;
    at = after;
    return new Date(start ?? utc);
  });
}

/** The hours between two instants, from the first on; the last one is shorter where the clocks moved by half an hour. */
export function hoursBetween(from: Date, to: Date): Date[] {
  const hours: Date[] = [];
  for (let ms = from.getTime(); ms < to.getTime(); ms += HOUR_MS) hours.push(new Date(ms));
  return hours;
}
