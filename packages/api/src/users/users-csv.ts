/** One line of RFC 4180. Spreadsheets run what begins like a formula, so a text that does begins with a quote. */
export function toCsvLine(values: (string | number | boolean | null)[]): string {
  return `${values.map(toField).join(',')}\r\n`;
}

function toField(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = /^[=+@\t\r\n-]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
