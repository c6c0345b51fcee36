import { useTestDatabase } from '@scrip/testing';
import { describe, expect, test, vi } from 'vitest';
import { localMailer } from '../mail/test-support.ts';
import { closeAccount } from '../subscriptions/close-account.ts';
import { deleteFiles, deleteFilesForGood, restoreFiles } from './delete-files.ts';
import { finishDirectUpload, startDirectUpload } from './direct-upload.ts';
import { defaultTypes } from './limits.ts';
import { getFileLink, getStorageUse, listFiles } from './list-files.ts';
import { removeBytesJob, sweepUploadsJob } from './remove-bytes-job.ts';
import { ListFilesInput } from './schema.ts';
import { BlobStoreError, storageProviders } from './stores/blob-store.ts';
import { useStore } from './stores/test-support/use-stores.ts';
import { createFileUser, follow, inChunks, namesIn, png, storageOn, upload } from './test-support/stage.ts';

const database = useTestDatabase();
const all = ListFilesInput.parse({});
const dayMs = 24 * 60 * 60_000;

describe.each(storageProviders)('%s', (provider) => {
  const stage = useStore(provider);

  async function open(limits = {}) {
    const clock = { now: new Date('2026-11-23T12:00:00Z') };
    const storage = storageOn(stage.store, limits);
    const user = await createFileUser(database.db, storage, { now: () => clock.now });
    /** One turn of each; a turn that fails comes again. */
    const run = async (...kinds: (typeof removeBytesJob)[]) => {
      const signal = new AbortController().signal;
      const ctx = { ...user.system, db: database.db, mailer: localMailer(), jobId: 'turn', signal };
      for (const kind of kinds) await kind.execute(ctx, {}).catch(() => undefined);
    };
    const ownNames = async () => {
      const folder = `files/${Buffer.from(user.userId).toString('base64url')}/`;
      return (await namesIn(stage.store)).filter((name) => name.startsWith(folder));
    };
    const rows = () => database.db.storageObject.findMany({ where: { userId: user.userId } });
    const pending = () => database.db.storageUpload.findMany({ where: { userId: user.userId } });
    return { clock, storage, user, run, ownNames, rows, pending };
  }

  test('a file is stored, found, read in whole and in part, and counted', async () => {
    const { user, rows, pending, ownNames } = await open();
    const bytes = png(300_000);
    const { file, isDuplicate } = await upload(user.ctx, bytes, { name: 'Vacation.png' });
    expect(isDuplicate).toBe(false);
    expect(file).toMatchObject({ name: 'Vacation.png', contentType: 'image/png', sizeBytes: 300_000 });
    expect((await listFiles(user.ctx, all)).items).toEqual([file]);
    const { url } = await getFileLink(user.ctx, { id: file.id, disposition: 'inline' });
    expect((await follow(user.ctx, url)).bytes?.equals(bytes)).toBe(true);
    const part = await follow(user.ctx, url, { range: 'bytes=100000-100009' });
    expect(part).toMatchObject({ status: 206, headers: { 'Content-Range': 'bytes 100000-100009/300000' } });
    expect(part.bytes).toEqual(bytes.subarray(100_000, 100_010));
    expect(await getStorageUse(user.ctx)).toMatchObject({ usedBytes: 300_000, usedFiles: 1 });
    expect(await pending()).toEqual([]);
    expect(await ownNames()).toHaveLength(1);
    expect((await rows())[0]?.provider).toBe(provider);
  });

  test('the same bytes again are recognised, also when both copies arrive at once', async () => {
    const { user, ownNames, rows, pending } = await open();
    const bytes = png();
    const first = await Promise.all([1, 2, 3].map(() => upload(user.ctx, bytes)));
    const again = await upload(user.ctx, bytes, { name: 'other.png' });
    expect(new Set([...first, again].map(({ file }) => file.id)).size).toBe(1);
    expect(again.isDuplicate).toBe(true);
    expect([(await rows()).length, (await ownNames()).length, (await pending()).length]).toEqual([1, 1, 0]);
  });

  test('two uploads cannot share the last bytes of the quota', async () => {
    const { user, rows } = await open({ quotaBytes: 2500 });
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => upload(user.ctx, png(1000))));
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(
      [1, 2].map(() =>
        expect.objectContaining({ reason: expect.objectContaining({ code: 'QUOTA_EXCEEDED' }) }),
      ),
    );
    expect(await rows()).toHaveLength(2);
  });

  test('a file of unknown size is stopped where the quota or the limit ends', async () => {
    const { user, ownNames } = await open({ quotaBytes: 50_000, uploadBytes: 40_000 });
    const unknown = { sizeBytes: null };
    await expect(upload(user.ctx, png(40_001), unknown)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    await upload(user.ctx, png(40_000), unknown);
    await expect(upload(user.ctx, png(10_001), unknown)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await upload(user.ctx, png(10_000), unknown);
    expect(await ownNames()).toHaveLength(2);
  });

  test('a number of files is a quota, too', async () => {
    const { user } = await open({ quotaFiles: 1 });
    await upload(user.ctx, png());
    await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  });

  test('an upload that breaks off midway leaves nothing', async () => {
    const { user, ownNames, rows, pending } = await open();
    async function* cut() {
      yield* inChunks(png(100_000));
      throw new Error('connection reset');
    }
    await expect(upload(user.ctx, Buffer.alloc(200_000), { bytes: cut() })).rejects.toMatchObject({
      code: 'UPLOAD_BROKEN',
    });
    expect([await rows(), await ownNames(), await pending()]).toEqual([[], [], []]);
  });

  test('a sender who says nothing is given up', async () => {
    const { user, pending } = await open();
    async function* slow() {
      yield png(20_000);
      await new Promise(() => undefined);
    }
    const sending = upload(user.ctx, Buffer.alloc(40_000), { bytes: slow(), idleMs: 50 });
    await expect(sending).rejects.toMatchObject({ code: 'UPLOAD_BROKEN', details: { reason: 'idle' } });
    expect(await pending()).toEqual([]);
  });

  test('what a process that was killed has left is swept, and its part of the quota comes back', async () => {
    const { user, clock, run, ownNames, pending } = await open({ quotaBytes: 1000 });
    const put = vi.spyOn(stage.store, 'put');
    put.mockImplementationOnce(async (...args) => {
      await stage.store.put(...args);
      // From here on this process does nothing any more.
      return new Promise(() => undefined);
    });
    void upload(user.ctx, png(1000)).catch(() => undefined);
    await expect.poll(ownNames).toHaveLength(1);
    await expect(upload(user.ctx, png(500))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    clock.now = new Date(clock.now.getTime() + 20 * 60_000);
    await run(sweepUploadsJob);
    expect([await ownNames(), await pending()]).toEqual([[], []]);
    await upload(user.ctx, png(1000));
    put.mockRestore();
  });

  test('a full disk is told, and nothing stays', async () => {
    const { user, rows, pending } = await open();
    const put = vi
      .spyOn(stage.store, 'put')
      .mockRejectedValueOnce(new BlobStoreError('full', 'The disk is full.'));
    await expect(upload(user.ctx, png())).rejects.toMatchObject({
      code: 'STORE_FAILED',
      details: { reason: 'full' },
    });
    expect([await rows(), await pending()]).toEqual([[], []]);
    put.mockRestore();
  });

  describe.skipIf(provider === 'local')('a store', () => {
    test.for(['fails', 'hangs'] as const)(
      'that %s: no row, no quota, and the sweep comes back',
      async (how) => {
        const { user, clock, run, rows, ownNames, pending } = await open({ quotaBytes: 1000 });
        await stage.disturb(how);
        await expect(upload(user.ctx, png(1000))).rejects.toMatchObject({
          code: 'STORE_FAILED',
          details: { reason: 'unavailable' },
        });
        expect(await getStorageUse(user.ctx)).toMatchObject({ usedBytes: 0, usedFiles: 0 });
        expect([(await rows()).length, (await pending()).length]).toEqual([0, 1]);
        await stage.disturb('none');
        const { file } = await upload(user.ctx, png(1000));
        clock.now = new Date(clock.now.getTime() + dayMs);
        await run(sweepUploadsJob);
        expect((await rows()).map(({ id }) => id)).toEqual([file.id]);
        expect([await pending(), (await ownNames()).length]).toEqual([[], 1]);
      },
    );

    test('that fails does not end a deletion, which goes on until it answers', async () => {
      const { user, clock, run, rows, ownNames } = await open();
      const { file } = await upload(user.ctx, png());
      await stage.disturb('fails');
      await deleteFiles(user.ctx, { ids: [file.id] });
      clock.now = new Date(clock.now.getTime() + 8 * dayMs);
      await run(removeBytesJob);
      expect(await rows()).toHaveLength(1);
      await stage.disturb('none');
      await run(removeBytesJob);
      expect([await rows(), await ownNames()]).toEqual([[], []]);
    });
  });

  test('a deleted file cannot be read, can be restored for seven days, and is gone after them', async () => {
    const { user, clock, run, rows, ownNames } = await open();
    const { file } = await upload(user.ctx, png());
    const { url } = await getFileLink(user.ctx, { id: file.id, disposition: 'attachment' });
    const ids = [file.id];
    expect(await deleteFiles(user.ctx, { ids })).toEqual({ changed: 1 });
    await expect(follow(user.ctx, url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    clock.now = new Date(clock.now.getTime() + 7 * dayMs - 120_000);
    await run(removeBytesJob);
    expect(await restoreFiles(user.ctx, { ids })).toEqual({ changed: 1 });
    expect((await listFiles(user.ctx, all)).items).toHaveLength(1);
    await deleteFiles(user.ctx, { ids });
    clock.now = new Date(clock.now.getTime() + 7 * dayMs);
    expect(await restoreFiles(user.ctx, { ids })).toEqual({ changed: 0 });
    await run(removeBytesJob);
    expect([await rows(), await ownNames()]).toEqual([[], []]);
  });

  test('giving up a deleted file makes room at once', async () => {
    const { user, run, ownNames } = await open({ quotaBytes: 1000 });
    const { file } = await upload(user.ctx, png(1000));
    await deleteFiles(user.ctx, { ids: [file.id] });
    await expect(upload(user.ctx, png(1000))).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    await deleteFilesForGood(user.ctx, { ids: [file.id] });
    await upload(user.ctx, png(1000));
    await run(removeBytesJob);
    expect(await ownNames()).toHaveLength(1);
  });

  test('whoever goes away leaves no file', async () => {
    const { user, run, rows, ownNames } = await open();
    const { file } = await upload(user.ctx, png());
    await upload(user.ctx, png());
    const { url } = await getFileLink(user.ctx, { id: file.id, disposition: 'attachment' });
    await database.db.user.update({ where: { id: user.userId }, data: { isActive: false } });
    await expect(follow(user.ctx, url)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'ACCOUNT_INACTIVE' });
    await closeAccount(user.system, user.clerkUserId);
    await closeAccount(user.system, user.clerkUserId);
    await run(removeBytesJob, sweepUploadsJob);
    expect([await rows(), await ownNames()]).toEqual([[], []]);
  });

  test('a small picture is made once, and goes with its file', async () => {
    const { user, clock, run, ownNames } = await open();
    const { default: sharp } = await import('sharp');
    const create = { width: 900, height: 300, channels: 3, background: '#0F5B4A' } as const;
    const { file } = await upload(user.ctx, await sharp({ create }).png().toBuffer());
    const put = vi.spyOn(stage.store, 'put');
    const [one, two] = await Promise.all([1, 2].map(() => follow(user.ctx, file.thumbnailUrl ?? '')));
    const later = await follow(user.ctx, file.thumbnailUrl ?? '');
    expect(await sharp(one?.bytes ?? undefined).metadata()).toMatchObject({ width: 480, height: 160 });
    expect([two?.bytes, later.bytes].every((bytes) => one?.bytes && bytes?.equals(one.bytes))).toBe(true);
    expect(put).toHaveBeenCalledTimes(1);
    put.mockRestore();
    await deleteFiles(user.ctx, { ids: [file.id] });
    clock.now = new Date(clock.now.getTime() + 8 * dayMs);
    await run(removeBytesJob);
    expect(await ownNames()).toEqual([]);
  });

  test.skipIf(provider === 'local')(
    'a browser sends to the store itself, and only what the store holds counts',
    async () => {
      const { user, ownNames, rows, pending } = await open();
      const bytes = png(20_000);
      const announced = { name: 'direct.png', sizeBytes: bytes.length, contentType: 'image/png' };
      vi.setSystemTime(new Date());
      const started = await startDirectUpload({ ...user.ctx, now: () => new Date() }, announced);
      const { uploadId, target } = started;
      const ctx = { ...user.ctx, now: () => new Date() };
      await expect(finishDirectUpload(ctx, { uploadId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const send = (body: Buffer) => fetch(target.url, { ...target, body: new Uint8Array(body) });
      expect((await send(bytes)).ok).toBe(true);
      const { file } = await finishDirectUpload(ctx, { uploadId });
      expect(file).toMatchObject({ contentType: 'image/png', sizeBytes: 20_000 });
      const { url } = await getFileLink(ctx, { id: file.id, disposition: 'attachment' });
      await send(png(20_000));
      expect((await follow(ctx, url)).bytes?.equals(bytes)).toBe(true);
      await expect(finishDirectUpload(ctx, { uploadId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect([(await rows()).length, (await pending()).length]).toEqual([1, 0]);
      expect((await ownNames()).length).toBeGreaterThan(0);
      vi.useRealTimers();
    },
  );

  test.skipIf(provider === 'local')(
    'a lie about what is sent to the store is found, and removed',
    async () => {
      const { user, ownNames, rows } = await open();
      const ctx = { ...user.ctx, now: () => new Date() };
      const page = Buffer.from('<!doctype html><script>alert(1)</script>');
      const announced = { name: 'x.png', sizeBytes: page.length, contentType: 'image/png' };
      const { uploadId, target } = await startDirectUpload(ctx, announced);
      await fetch(target.url, { ...target, body: new Uint8Array(page) });
      await expect(finishDirectUpload(ctx, { uploadId })).rejects.toMatchObject({
        code: 'FILE_TYPE_REFUSED',
      });
      expect([await rows(), await ownNames()]).toEqual([[], []]);
    },
  );

  test('where SVG is allowed, it is saved and never shown', async () => {
    const { user } = await open({ types: [...defaultTypes, 'image/svg+xml'] });
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const { file } = await upload(user.ctx, svg, { name: 'logo.svg' });
    const { url } = await getFileLink(user.ctx, { id: file.id, disposition: 'inline' });
    const { headers } = await follow(user.ctx, url);
    expect(headers).toMatchObject({
      'Content-Type': 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
      'Content-Disposition': expect.stringMatching(/^attachment/),
      'Content-Security-Policy': expect.stringContaining('sandbox'),
    });
    expect(file).toMatchObject({ kind: 'other', thumbnailUrl: null });
  });
});
