import { z } from 'zod';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';
import { FileItem, FileKind, FileOrder } from './schema.ts';
import { storageProviders } from './stores/blob-store.ts';

const StorageProviderName = z.enum(storageProviders);

export const ListObjectsInput = z.strictObject({
  search: z.string().trim().max(200).optional(),
  userId: RowId.optional(),
  kind: FileKind.optional(),
  provider: StorageProviderName.optional(),
  minBytes: z.int().min(0).optional(),
  maxBytes: z.int().min(0).optional(),
  deleted: z.boolean().optional(),
  order: FileOrder.default('newest'),
  cursor: z.string().max(1500).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListObjectsInput = z.infer<typeof ListObjectsInput>;

const AdminFile = FileItem.extend({
  userId: z.string(),
  provider: z.string(),
  pathname: z.string(),
});
export type AdminFile = z.infer<typeof AdminFile>;

export const AdminFilePage = z.object({ items: z.array(AdminFile), nextCursor: z.string().nullable() });
export type AdminFilePage = z.infer<typeof AdminFilePage>;

export const AdminFileRef = z.strictObject({ userId: RowId, id: RowId });
export type AdminFileRef = z.infer<typeof AdminFileRef>;

export const StorageState = z.object({
  /** Where new files go. */
  provider: z.string(),
  stores: z.array(
    z.object({ provider: z.string(), files: z.int(), bytes: z.int(), isConfigured: z.boolean() }),
  ),
});
export type StorageState = z.infer<typeof StorageState>;

export const Finding = z.object({
  /** orphan: bytes without a row; missing: a row without bytes. */
  kind: z.enum(['orphan', 'missing']),
  provider: z.string(),
  pathname: z.string(),
  url: z.string(),
  sizeBytes: z.int(),
  /** Of a row without bytes. */
  userId: z.string().nullable(),
  id: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const RunCounts = z.object({
  looked: z.int(),
  orphans: z.int(),
  missing: z.int(),
  moved: z.int(),
  failed: z.int(),
  total: z.int(),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const StorageRun = z.object({
  id: z.string(),
  kind: z.enum(['reconcile', 'move']),
  status: z.enum(['running', 'done', 'failed']),
  fromStore: z.string().nullable(),
  toStore: z.string().nullable(),
  counts: RunCounts,
  /** The first thousand. */
  findings: z.array(Finding),
  error: z.string().nullable(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
});
export type StorageRun = z.infer<typeof StorageRun>;

export const RunRef = z.strictObject({ id: RowId });
export type RunRef = z.infer<typeof RunRef>;

export const MoveInput = z.strictObject({ from: StorageProviderName, to: StorageProviderName });
export type MoveInput = z.infer<typeof MoveInput>;
