import type { ServiceContext } from '../context.ts';
import { findCurrentPlan } from '../plans/service.ts';
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

/**
 * What a user may store: by the plan that the user has now, else as the admins have set it for everybody, else as the
 * process is configured. A plan that ends lowers the limits from the next upload on and takes nothing away.
 */
export async function getStorageLimits(ctx: ServiceContext, userId: string): Promise<StorageLimits> {
  const { limits } = storageOf(ctx);
  const [settings, plan] = await Promise.all([getAppSettings(ctx), findCurrentPlan(ctx, userId)]);
  const uploadMegabytes = plan?.uploadMegabytes ?? settings.uploadMegabytes;
  const quotaMegabytes = plan?.quotaMegabytes ?? settings.quotaMegabytes;
  return {
    uploadBytes: uploadMegabytes === null ? limits.uploadBytes : uploadMegabytes * mebibyte,
    quotaBytes: quotaMegabytes === null ? limits.quotaBytes : quotaMegabytes * mebibyte,
    quotaFiles: plan?.quotaFiles ?? settings.quotaFiles ?? limits.quotaFiles,
    types: settings.uploadTypes ?? limits.types,
    retentionDays: settings.retentionDays ?? limits.retentionDays,
  };
}
