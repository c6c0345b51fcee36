import type { EntryKind, HistoryInput, OperationType } from '@scrip/api';
import * as z from 'zod/mini';
import { startOfDay } from '../../format/days.ts';
import { kindLabels, operationLabels } from './labels.ts';

/** A comma-separated list; members that are not `known` are dropped, so an old link still opens. */
function listOf(known: object) {
  const keepKnown = (text: string) =>
    splitList(text)
      .filter((member) => Object.hasOwn(known, member))
      .join(',') || undefined;
  return z.catch(z.optional(z.pipe(z.string(), z.transform(keepKnown))), undefined);
}

function textUpTo(length: number) {
  return z.catch(z.optional(z.string().check(z.maxLength(length))), undefined);
}

const Day = z.catch(z.optional(z.iso.date()), undefined);

/** MAX_CREDITS of the API: as a value, the import would bring all of its schemas into the first download. */
const MAX_AMOUNT = 2_147_483_647;

/** The router reads the address as texts; code may say a number. */
const Credits = z.catch(
  z.optional(
    z.pipe(
      z.union([z.string().check(z.regex(/^\d{1,10}$/)), z.int()]),
      z.pipe(z.transform(Number), z.int().check(z.minimum(0), z.maximum(MAX_AMOUNT))),
    ),
  ),
  undefined,
);

/** What the address of History says. Days are whole days where the user is; `to` is the last day shown. */
export const HistorySearch = z.object({
  kind: listOf(kindLabels),
  type: listOf(operationLabels),
  feature: textUpTo(500),
  model: textUpTo(500),
  /** Of the amount, whichever way it went. */
  min: Credits,
  max: Credits,
  /** Part of the details. */
  text: textUpTo(200),
  /** The idempotency key, in full. */
  key: textUpTo(255),
  /** The ids of API keys. */
  apiKey: textUpTo(500),
  from: Day,
  to: Day,
  /** The entry that is open beside the list. */
  entry: textUpTo(100),
  /** Whose entry that is, where the list holds those of all users. */
  user: textUpTo(100),
});
export type HistorySearch = z.infer<typeof HistorySearch>;

export function splitList(text: string | undefined): string[] {
  return text ? text.split(',').filter(Boolean) : [];
}

export function isFiltered({ entry: _, user: __, ...filter }: HistorySearch): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

export type EntryFilter = Omit<HistoryInput, 'cursor' | 'limit' | 'direction'>;

/** The same filter as the API asks for it: instants, `to` exclusive. */
export function toEntryFilter(search: HistorySearch): EntryFilter {
  const kinds = splitList(search.kind).filter((kind): kind is EntryKind => Object.hasOwn(kindLabels, kind));
  const types = splitList(search.type).filter((type): type is OperationType =>
    Object.hasOwn(operationLabels, type),
  );
  const features = splitList(search.feature);
  const models = splitList(search.model);
  const apiKeys = splitList(search.apiKey);
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(types.length > 0 && { operationTypes: types }),
    ...(features.length > 0 && { featureKeys: features }),
    ...(models.length > 0 && { models }),
    ...(apiKeys.length > 0 && { apiKeyIds: apiKeys }),
    ...(search.min !== undefined && { minCredits: search.min }),
    ...(search.max !== undefined && { maxCredits: search.max }),
    ...(search.text?.trim() && { text: search.text.trim() }),
    ...(search.key && { idempotencyKey: search.key }),
    ...(search.from && { from: startOfDay(search.from).toISOString() }),
    ...(search.to && { to: startOfDay(search.to, 1).toISOString() }),
  };
}
