import {
  type EntryKind,
  entryKinds,
  type HistoryInput,
  type OperationType,
  operationTypes,
} from '@scrip/api';
import { z } from 'zod';

/** A comma-separated list; members that are not `known` are dropped, so an old link still opens. */
function listOf(known: readonly string[]) {
  return z
    .string()
    .transform(
      (text) =>
        splitList(text)
          .filter((member) => known.includes(member))
          .join(',') || undefined,
    )
    .optional()
    .catch(undefined);
}

const Day = z.iso.date().optional().catch(undefined);

/** What the address of History says. Days are whole days where the user is; `to` is the last day shown. */
export const HistorySearch = z.object({
  kind: listOf(entryKinds),
  type: listOf(operationTypes),
  feature: z.string().max(500).optional().catch(undefined),
  from: Day,
  to: Day,
  /** The entry that is open beside the list. */
  entry: z.string().max(100).optional().catch(undefined),
});
export type HistorySearch = z.infer<typeof HistorySearch>;

export function splitList(text: string | undefined): string[] {
  return text ? text.split(',').filter(Boolean) : [];
}

export function isFiltered({ entry: _, ...filter }: HistorySearch): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

type EntryFilter = Omit<HistoryInput, 'cursor' | 'limit'>;

/** The same filter as the API asks for it: instants, `to` exclusive. */
export function toEntryFilter(search: HistorySearch): EntryFilter {
  const kinds = splitList(search.kind).filter((kind): kind is EntryKind => isMember(entryKinds, kind));
  const types = splitList(search.type).filter((type): type is OperationType =>
    isMember(operationTypes, type),
  );
  const features = splitList(search.feature);
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(types.length > 0 && { operationTypes: types }),
    ...(features.length > 0 && { featureKeys: features }),
    ...(search.from && { from: startOfDay(search.from, 0).toISOString() }),
    ...(search.to && { to: startOfDay(search.to, 1).toISOString() }),
  };
}

function isMember(members: readonly string[], candidate: string): boolean {
  return members.includes(candidate);
}

/** Midnight of `day` plus `addedDays`, where the user is. */
function startOfDay(day: string, addedDays: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + addedDays);
}
