import type { ServiceContext } from '../context.ts';
import { storageOf } from './storage.ts';

export type StorageLimits = {
  uploadBytes: number;
  quotaBytes: number;
  quotaFiles: number;
  /** Content types that may be stored. */
  types: readonly string[];
  /** So long a deleted file can be restored. */
  retentionDays: number;
};

const mebibyte = 1024 * 1024;

export const defaultTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'audio/flac',
  'audio/mp4',
  'video/mp4',
  'video/webm',
  'video/quicktime',
  'application/pdf',
  'text/plain',
  'text/csv',
  'text/markdown',
  'application/json',
  'application/zip',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const;

export const defaultLimits: StorageLimits = {
  uploadBytes: 25 * mebibyte,
  quotaBytes: 1024 * mebibyte,
  quotaFiles: 1000,
  types: defaultTypes,
  retentionDays: 7,
};

/** What one user may store. */
export async function getStorageLimits(ctx: ServiceContext, _userId: string): Promise<StorageLimits> {
  return storageOf(ctx).limits;
}
