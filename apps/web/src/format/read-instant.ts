/** What a browser's own field of date and time holds, where the reader is, as an instant; null when it holds none. */
export function readInstant(text: string): string | null {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
