import { useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { localMailer } from '../mail/test-support.ts';
import { updateAppSettings, viewSettings } from '../settings/app-settings.ts';
import type { UpdateSettingsInput } from '../settings/app-settings-schema.ts';
import { deleteFiles, restoreFiles } from './delete-files.ts';
import { getStorageUse } from './list-files.ts';
import { removeBytesJob } from './remove-bytes-job.ts';
import { useStore } from './stores/test-support/use-stores.ts';
import { createFileUser, namesIn, png, storageOn, upload } from './test-support/stage.ts';

const database = useTestDatabase();
const stage = useStore('local');
const mebibyte = 1024 * 1024;
const dayMs = 24 * 60 * 60_000;

afterEach(async () => {
  await database.db.adminSettings.deleteMany();
});

async function open() {
  const clock = { now: new Date() };
  const storage = storageOn(stage.store, { uploadBytes: 5 * mebibyte, retentionDays: 7 });
  const user = await createFileUser(database.db, storage, { now: () => clock.now });
  const admin = await createFileUser(database.db, storage, { role: 'ADMIN' });
  const set = async (settings: UpdateSettingsInput['settings']) => {
    const { version } = await viewSettings(admin.ctx);
    return updateAppSettings(admin.ctx, { settings, version, reason: 'Trying it' });
  };
  return { clock, user, admin, set };
}

test('the size of a file is limited by the settings from the next upload on, and by the process without', async () => {
  const { user, set } = await open();
  await set({ uploadMegabytes: 1 });
  await expect(upload(user.ctx, png(2 * mebibyte))).rejects.toMatchObject({
    code: 'FILE_TOO_LARGE',
    details: { limitBytes: mebibyte },
  });
  await set({ uploadMegabytes: null });
  await upload(user.ctx, png(2 * mebibyte));
});

test('a quota that is lowered below what somebody stores leaves it to them, and takes nothing more', async () => {
  const { user, set } = await open();
  await upload(user.ctx, png(2 * mebibyte));
  await set({ quotaMegabytes: 1 });
  await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  expect(await getStorageUse(user.ctx)).toMatchObject({ usedFiles: 1, quotaBytes: mebibyte });
  await set({ quotaMegabytes: 5, quotaFiles: 1 });
  await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
});

test('only the types that the settings name are taken', async () => {
  const { user, set } = await open();
  await set({ uploadTypes: ['application/pdf'] });
  await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'FILE_TYPE_REFUSED' });
  expect(await getStorageUse(user.ctx)).toMatchObject({ types: ['application/pdf'] });
  await set({ uploadTypes: ['image/png'] });
  await upload(user.ctx, png());
});

test('a deleted file can be restored for as many days as the settings say, and is then removed', async () => {
  const { clock, user, set } = await open();
  await set({ retentionDays: 2 });
  const ids = [(await upload(user.ctx, png())).file.id];
  const removeBytes = () =>
    removeBytesJob.execute(
      {
        ...user.system,
        db: database.db,
        mailer: localMailer(),
        jobId: 'turn',
        signal: new AbortController().signal,
        now: () => clock.now,
      },
      {},
    );
  await deleteFiles(user.ctx, { ids });
  clock.now = new Date(clock.now.getTime() + 2 * dayMs - 1);
  await removeBytes();
  expect(await restoreFiles(user.ctx, { ids })).toEqual({ changed: 1 });
  await deleteFiles(user.ctx, { ids });
  const before = (await namesIn(stage.store)).length;
  clock.now = new Date(clock.now.getTime() + 2 * dayMs);
  await removeBytes();
  expect(await restoreFiles(user.ctx, { ids })).toEqual({ changed: 0 });
  expect((await namesIn(stage.store)).length).toBeLessThan(before);
});

test('admins see what holds where they have set nothing', async () => {
  const { admin } = await open();
  expect(await viewSettings(admin.ctx)).toMatchObject({
    configured: { uploadBytes: 5 * mebibyte, retentionDays: 7 },
  });
});
