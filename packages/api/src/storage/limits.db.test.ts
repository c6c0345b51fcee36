import { randomUUID } from 'node:crypto';
import { useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { localMailer } from '../mail/test-support.ts';
import { createPlanAsAdmin } from '../plans/test-support.ts';
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

/** Puts a user on a plan; answers what ends that again. */
async function putOnPlan(userId: string, limits: Parameters<typeof createPlanAsAdmin>[1], status = 'active') {
  const { plan } = await createPlanAsAdmin(database.db, limits);
  const at = new Date();
  const id = randomUUID();
  await database.db.subscriptionItem.create({
    data: {
      ...{ userId, id, provider: 'clerk', planKey: plan.clerkId, period: 'month', status },
      ...{ periodStart: at, stateAt: at },
    },
  });
  return (status: string) => database.db.subscriptionItem.updateMany({ where: { id }, data: { status } });
}

test('a plan sets what its subscribers may store, above and below the settings, until it ends', async () => {
  const { user, set } = await open();
  await set({ uploadMegabytes: 1, quotaMegabytes: 3, quotaFiles: 10 });
  const setStatus = await putOnPlan(user.userId, {
    uploadMegabytes: 3,
    quotaMegabytes: 4,
    quotaFiles: 2,
  });
  expect(await getStorageUse(user.ctx)).toMatchObject({
    ...{ uploadBytes: 3 * mebibyte, quotaBytes: 4 * mebibyte, quotaFiles: 2 },
  });
  await upload(user.ctx, png(2 * mebibyte));
  await expect(upload(user.ctx, png(3.5 * mebibyte))).rejects.toMatchObject({
    ...{ code: 'FILE_TOO_LARGE', details: { limitBytes: 3 * mebibyte } },
  });
  await expect(upload(user.ctx, png(2.5 * mebibyte))).rejects.toMatchObject({
    ...{ code: 'QUOTA_EXCEEDED', details: { quotaBytes: 4 * mebibyte } },
  });
  await setStatus('past_due');
  await upload(user.ctx, png(1.5 * mebibyte));
  await expect(upload(user.ctx, png())).rejects.toMatchObject({ details: { usedFiles: 2, quotaFiles: 2 } });
  await setStatus('ended');
  expect(await getStorageUse(user.ctx)).toMatchObject({
    ...{ usedFiles: 2, uploadBytes: mebibyte, quotaBytes: 3 * mebibyte, quotaFiles: 10 },
  });
  await expect(upload(user.ctx, png(2 * mebibyte))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
});

test("what a plan leaves open is as the settings say, and another user's plan changes nothing", async () => {
  const { user, admin, set } = await open();
  await set({ quotaFiles: 10 });
  await putOnPlan(user.userId, { quotaMegabytes: 4 });
  expect(await getStorageUse(user.ctx)).toMatchObject({
    ...{ uploadBytes: 5 * mebibyte, quotaBytes: 4 * mebibyte, quotaFiles: 10 },
  });
  expect((await getStorageUse(admin.ctx)).quotaBytes).not.toBe(4 * mebibyte);
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
