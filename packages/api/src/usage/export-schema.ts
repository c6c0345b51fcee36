import { z } from 'zod';
import { EntryFilter } from '../credits/schema.ts';
import { RowId } from '../row-id.ts';
import { TimeZone } from './period-schema.ts';

const formats = ['csv', 'ndjson'] as const;

/** Lists are separated by commas in an address. */
function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), schema);
}

const NumberText = z.preprocess(
  (value) => (typeof value === 'string' && value !== '' ? Number(value) : value),
  EntryFilter.shape.minCredits,
);

/** As it comes in the query of an address: everything is text. */
export const ExportEntriesInput = EntryFilter.extend({
  format: z.enum(formats).default('csv'),
  /** Spreadsheets that guess another encoding need it. */
  bom: z.enum(['0', '1']).default('0'),
  timeZone: TimeZone,
  kinds: listOf(EntryFilter.shape.kinds),
  featureKeys: listOf(EntryFilter.shape.featureKeys),
  operationTypes: listOf(EntryFilter.shape.operationTypes),
  models: listOf(EntryFilter.shape.models),
  apiKeyIds: listOf(EntryFilter.shape.apiKeyIds),
  minCredits: NumberText,
  maxCredits: NumberText,
  /** Admins: another user's entries. */
  userId: RowId.optional(),
  /** Admins: everybody's. Needs `from` and `to`. */
  scope: z.enum(['own', 'all']).default('own'),
});
export type ExportEntriesInput = z.output<typeof ExportEntriesInput>;
