import { hereZone } from '../../format/days.ts';
import { type HistorySearch, toEntryFilter } from './history-search.ts';

export type ExportFormat = 'csv' | 'ndjson';

/** Where the whole filter is downloaded from, oldest entry first. */
export function exportAddress(
  search: HistorySearch,
  format: ExportFormat,
  userId: string | undefined,
): string {
  return addressOf(format, { ...toEntryFilter(search), ...(userId !== undefined && { userId }) });
}

/** Admins: where the entries of all users are downloaded from; a range of days is needed. */
export function exportAddressOfAll(
  search: HistorySearch & { from: string; to: string },
  format: ExportFormat,
): string {
  return addressOf(format, { ...toEntryFilter(search), scope: 'all' });
}

function addressOf(format: ExportFormat, filter: object): string {
  const params = new URLSearchParams({ format, timeZone: hereZone });
  // Excel reads a file without this mark in another alphabet.
  if (format === 'csv') params.set('bom', '1');
  for (const [name, value] of Object.entries(filter)) params.set(name, String(value));
  return `/api/export/entries?${params}`;
}
