/**
 * Search parameters are plain strings, as people and other sites write them: `?kind=SPEND,REFUND`. The router's own
 * JSON notation would quote and rewrite what it does not know, such as the tickets that Clerk puts into a link.
 */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}
