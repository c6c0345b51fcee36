import { z } from 'zod';
import { PageDirection, PageLimit } from '../pagination.ts';
import { RowId } from '../row-id.ts';

/** What a list can be narrowed to. */
const fileKinds = ['image', 'audio', 'video', 'pdf', 'text', 'other'] as const;
export const FileKind = z.enum(fileKinds);
export type FileKind = z.infer<typeof FileKind>;

export const FileItem = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: stored before types were looked at. */
  contentType: z.string().nullable(),
  kind: FileKind,
  sizeBytes: z.int(),
  source: z.string(),
  /** Works for some minutes; null where there is no small picture. */
  thumbnailUrl: z.string().nullable(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
  /** Until then it can be restored. */
  purgeAt: z.date().nullable(),
});
export type FileItem = z.infer<typeof FileItem>;

const fileOrders = ['newest', 'oldest', 'name', 'largest'] as const;
export const FileOrder = z.enum(fileOrders);
export type FileOrder = z.infer<typeof FileOrder>;

export const ListFilesInput = z.strictObject({
  /** Part of the name. */
  search: z.string().trim().max(200).optional(),
  kind: FileKind.optional(),
  order: FileOrder.default('newest'),
  /** The deleted ones instead of the others. */
  deleted: z.boolean().default(false),
  cursor: z.string().max(1500).nullish(),
  limit: PageLimit,
  direction: PageDirection,
});
export type ListFilesInput = z.infer<typeof ListFilesInput>;

export const FilePage = z.object({ items: z.array(FileItem), nextCursor: z.string().nullable() });
export type FilePage = z.infer<typeof FilePage>;

export const FileIds = z.strictObject({ ids: z.array(RowId).min(1).max(200) });
export type FileIds = z.infer<typeof FileIds>;

export const FileLinkInput = z.strictObject({
  id: RowId,
  /** inline: to be looked at, for types that a browser shows without running them. */
  disposition: z.enum(['inline', 'attachment']).default('attachment'),
});
export type FileLinkInput = z.infer<typeof FileLinkInput>;

export const FileLink = z.object({ url: z.string(), expiresAt: z.date() });
export type FileLink = z.infer<typeof FileLink>;

export const StorageUse = z.object({
  /** With deleted files that can still be restored, and uploads under way. */
  usedBytes: z.int(),
  usedFiles: z.int(),
  quotaBytes: z.int(),
  quotaFiles: z.int(),
  uploadBytes: z.int(),
  types: z.array(z.string()),
  retentionDays: z.int(),
  /** Bytes go to the store itself, through no server of ours. */
  isDirect: z.boolean(),
  /** The day that could not be paid, as long as it stops uploads. */
  unpaidDay: z.string().nullable(),
});
export type StorageUse = z.infer<typeof StorageUse>;

export const UploadedFile = z.object({
  file: FileItem,
  /** The same bytes were there already, under the file that is answered; nothing new was stored. */
  isDuplicate: z.boolean(),
});
export type UploadedFile = z.infer<typeof UploadedFile>;

export const StartUploadInput = z.strictObject({
  name: z.string().max(2000),
  sizeBytes: z.int().min(1),
  contentType: z.string().max(200),
});
export type StartUploadInput = z.infer<typeof StartUploadInput>;

export const StartedUpload = z.object({
  uploadId: z.string(),
  target: z.object({ method: z.literal('PUT'), url: z.string(), headers: z.record(z.string(), z.string()) }),
  expiresAt: z.date(),
});
export type StartedUpload = z.infer<typeof StartedUpload>;

export const UploadRef = z.strictObject({ uploadId: RowId });
export type UploadRef = z.infer<typeof UploadRef>;
