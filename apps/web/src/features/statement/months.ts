/** A month as YYYY-MM, `count` months later. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count)).toISOString().slice(0, 7);
}

/** Its first and its last day. */
export function daysOfMonth(month: string): { first: string; last: string } {
  const next = new Date(`${addMonths(month, 1)}-01T00:00:00Z`).getTime();
  return { first: `${month}-01`, last: new Date(next - 86_400_000).toISOString().slice(0, 10) };
}

/** The month itself and those before it, newest first. */
export function monthsUpTo(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonths(month, -index));
}
