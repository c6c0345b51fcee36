import type { ServiceContext } from '../context.ts';
import { getAppSettings } from '../settings/app-settings.ts';
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

/** What every user may store: what the admins have set, and how the process is configured where they have set nothing. */
export async function getStorageLimits(ctx: ServiceContext): Promise<StorageLimits> {
  const { limits } = storageOf(ctx);
  const { uploadMegabytes, quotaMegabytes, quotaFiles, retentionDays, uploadTypes } =
    await getAppSettings(ctx);
  return {
    uploadBytes: uploadMegabytes === null ? limits.uploadBytes : uploadMegabytes * mebibyte,
    quotaBytes: quotaMegabytes === null ? limits.quotaBytes : quotaMegabytes * mebibyte,
    quotaFiles: quotaFiles ?? limits.quotaFiles,
    types: uploadTypes ?? limits.types,
    retentionDays: retentionDays ?? limits.retentionDays,
  };
}
