import { hereZone } from '../../format/days.ts';
import { type HistorySearch, toEntryFilter } from './history-search.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** Where the whole filter is downloaded from, oldest entry first. */
export function exportAddress(
  search: HistorySearch,
  format: ExportFormat,
  userId: string | undefined,
): string {
  const params = new URLSearchParams({ format, timeZone: hereZone });
  // Excel reads a file without this mark in another alphabet.
  if (format === 'csv') params.set('bom', '1');
  for (const [name, value] of Object.entries(toEntryFilter(search))) params.set(name, String(value));
  if (userId !== undefined) params.set('userId', userId);
  return `/api/export/entries?${params}`;
}
