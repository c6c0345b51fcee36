import { buffer } from 'node:stream/consumers';
import { setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { grantCredits } from '../credits/grant-credits.ts';
import type { AnyJobKind } from '../jobs/job-kind.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import { localMailer } from '../mail/test-support.ts';
import { deleteAnyFile, getStorageState, listAllFiles } from './admin-files.ts';
import { ListObjectsInput } from './admin-schema.ts';
import { chargeStorageDaysJob } from './charge-days-job.ts';
import { followMove } from './follow-move.ts';
import { getFileLink, getStorageUse } from './list-files.ts';
import { sweepUploadsJob } from './remove-bytes-job.ts';
import { storageRunJob } from './run-job.ts';
import { listStorageRuns, repairFindings, startMove, startReconciliation } from './runs.ts';
import type { Storage } from './storage.ts';
import { storageProviders } from './stores/blob-store.ts';
import { useStore } from './stores/test-support/use-stores.ts';
import { createFileUser, follow, inChunks, namesIn, png, storageOn, upload } from './test-support/stage.ts';

const database = useTestDatabase();
const signal = new AbortController().signal;
const hourMs = 60 * 60_000;

beforeEach(async () => {
  await database.db.storageObject.deleteMany();
  await database.db.storageUpload.deleteMany();
  await database.db.storageRun.deleteMany();
});

async function open(storage: Storage, credits = 100) {
  const clock = { now: new Date() };
  const now = () => clock.now;
  const user = await createFileUser(database.db, storage, { now, credits });
  const admin = await createFileUser(database.db, storage, { now, role: 'ADMIN' });
  const run = (kind: AnyJobKind, payload: object = {}, context = {}) =>
    kind.execute(
      { ...user.system, db: database.db, mailer: localMailer(), jobId: 'turn', signal, storage, ...context },
      payload,
    );
  return { clock, user, admin, run };
}

describe.each(storageProviders)('%s', (provider) => {
  const stage = useStore(provider);

  test('a comparison finds bytes without a row and a row without bytes, and repairs only those', async () => {
    const { clock, user, admin, run } = await open(storageOn(stage.store));
    const kept = await upload(user.ctx, png());
    const lost = await upload(user.ctx, png());
    const row = await database.db.storageObject.findFirstOrThrow({ where: { id: lost.file.id } });
    await stage.store.delete(row);
    const options = { contentType: 'image/png', sizeBytes: 3, signal };
    await stage.store.put('files/nobody/stray', inChunks(Buffer.from('abc')), options);
    clock.now = new Date(Date.now() + 2 * hourMs);
    const { id } = await startReconciliation(admin.ctx);
    await expect(startReconciliation(admin.ctx)).rejects.toMatchObject({ code: 'IN_USE' });
    await run(storageRunJob, { runId: id });
    const [report] = await listStorageRuns(admin.ctx);
    expect(report).toMatchObject({ id, status: 'done', counts: { orphans: 1, missing: 1 } });
    expect(report?.findings.map(({ kind, pathname }) => [kind, pathname])).toEqual([
      ['orphan', 'files/nobody/stray'],
      ['missing', row.pathname],
    ]);
    expect(await repairFindings(admin.ctx, { id })).toEqual({ changed: 2 });
    expect(await repairFindings(admin.ctx, { id })).toEqual({ changed: 0 });
    expect(await namesIn(stage.store)).not.toContain('files/nobody/stray');
    const left = await database.db.storageObject.findMany({ where: { userId: user.userId } });
    expect(left.map((each) => each.id)).toEqual([kept.file.id]);
  });

  test('young bytes without a row belong to an upload and are not reported', async () => {
    const { admin, run } = await open(storageOn(stage.store));
    const options = { contentType: 'image/png', sizeBytes: 3, signal };
    const ref = await stage.store.put('files/nobody/young', inChunks(Buffer.from('abc')), options);
    const { id } = await startReconciliation(admin.ctx);
    await run(storageRunJob, { runId: id });
    expect((await listStorageRuns(admin.ctx))[0]).toMatchObject({ counts: { orphans: 0 } });
    await stage.store.delete(ref);
  });
});

describe('between stores', () => {
  const local = useStore('local');
  const s3 = useStore('s3');
  const both = (): Storage => ({
    ...storageOn(local.store),
    stores: new Map([
      ['local', local.store],
      ['s3', s3.store],
    ]),
  });

  test('files move byte for byte, can be read all the while, and leave nothing behind', async () => {
    const { user, admin, run } = await open(both());
    const bytes = [png(5_000), png(70_000)];
    const files = [];
    for (const each of bytes) files.push((await upload(user.ctx, each)).file);
    const { id } = await startMove(admin.ctx, { from: 'local', to: 's3' });
    const put = vi.spyOn(s3.store, 'put').mockImplementationOnce(async (pathname, source, options) => {
      const spoilt = await buffer(source);
      spoilt.writeUInt8(spoilt.readUInt8(100) ^ 1, 100);
      return s3.store.put(pathname, inChunks(spoilt), options);
    });
    await run(storageRunJob, { runId: id });
    put.mockRestore();
    expect((await listStorageRuns(admin.ctx))[0]).toMatchObject({
      counts: { moved: 1, failed: 1, total: 2 },
    });
    const second = await startMove(admin.ctx, { from: 'local', to: 's3' });
    await run(storageRunJob, { runId: second.id });
    expect((await listStorageRuns(admin.ctx))[0]).toMatchObject({ status: 'done', counts: { moved: 1 } });
    for (const [index, file] of files.entries()) {
      const { url } = await getFileLink(user.ctx, { id: file.id, disposition: 'attachment' });
      expect((await follow(user.ctx, url)).bytes?.equals(bytes[index] ?? Buffer.alloc(0))).toBe(true);
    }
    await run(sweepUploadsJob);
    expect(await namesIn(local.store)).toEqual([]);
    expect(await namesIn(s3.store)).toHaveLength(2);
  });

  test('whoever asks for a move again joins the one that was interrupted, and it ends with every file', async () => {
    const { user } = await open(both());
    const ctx = { ...user.system, db: database.db };
    for (let count = 0; count < 3; count += 1) await upload(user.ctx, png(5_000));
    const move = { from: 'local', to: 's3' } as const;
    const openRunner = (storage: Storage) =>
      new JobRunner({ ...ctx, storage, mailer: localMailer(), kinds: [storageRunJob], patienceMs: 0 });
    const first = openRunner(both());
    const stopping = new AbortController();
    const put = vi.spyOn(s3.store, 'put').mockImplementationOnce(async (...args) => {
      stopping.abort();
      await first.stop();
      return s3.store.put(...args);
    });
    const options = { everyMs: 20, onProgress: () => undefined };
    first.start();
    await expect(followMove(ctx, move, { ...options, signal: stopping.signal })).rejects.toThrow();
    put.mockRestore();
    await expect.poll(() => database.db.job.count({ where: { runnerId: { not: null } } })).toBe(0);
    await expect(followMove(ctx, { from: 's3', to: 'local' }, { ...options, signal })).rejects.toMatchObject({
      code: 'IN_USE',
    });
    await expect(followMove(user.ctx, move, { ...options, signal })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const second = openRunner(both());
    second.start();
    const seen: number[] = [];
    const run = await followMove(ctx, move, {
      everyMs: 20,
      signal,
      onProgress: ({ moved }) => seen.push(moved),
    });
    await second.stop();
    expect(run).toMatchObject({ status: 'done', counts: { moved: 3, failed: 0, total: 3 } });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await database.db.storageRun.count()).toBe(1);
    expect(await database.db.storageObject.count({ where: { provider: 's3' } })).toBe(3);
  });

  test('an admin sees every store, filters, and deletes; a user may not', async () => {
    const { user, admin } = await open(both());
    const { file } = await upload(user.ctx, png());
    const all = ListObjectsInput.parse({ userId: user.userId });
    await expect(listAllFiles(user.ctx, all)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(startReconciliation(user.ctx)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const ref = { userId: user.userId, id: file.id };
    await expect(deleteAnyFile(user.ctx, ref)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await listAllFiles(admin.ctx, all)).items).toMatchObject([{ id: file.id, provider: 'local' }]);
    const large = { ...all, minBytes: 1_000_000 };
    expect((await listAllFiles(admin.ctx, large)).items).toEqual([]);
    expect((await getStorageState(admin.ctx)).stores.map((store) => store.provider)).toEqual(['local', 's3']);
    await deleteAnyFile(admin.ctx, ref);
    await expect(deleteAnyFile(admin.ctx, ref)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('paid by the day', () => {
  const local = useStore('local');
  const metered = () => ({ ...storageOn(local.store), isMetered: true });
  const entriesOf = (userId: string) =>
    database.db.usageHistory.findMany({ where: { userId, kind: 'SPEND' }, orderBy: { seq: 'asc' } });

  test('a day is charged once, however often and by however many it is tried; a new day again', async () => {
    const { clock, user, run } = await open(metered());
    await upload(user.ctx, png());
    await run(chargeStorageDaysJob);
    await setFeatureCosts(database.db, { storage_gb_day: { flat: 7 } });
    clock.now = new Date(clock.now.getTime() + 24 * hourMs);
    await Promise.all([1, 2, 3].map(() => run(chargeStorageDaysJob)));
    await run(chargeStorageDaysJob);
    expect((await entriesOf(user.userId)).map((entry) => entry.creditsUsed)).toEqual([7]);
    clock.now = new Date(clock.now.getTime() + 24 * hourMs);
    await run(chargeStorageDaysJob);
    expect((await entriesOf(user.userId)).map((entry) => entry.creditsUsed)).toEqual([7, 7]);
  });

  test('whoever cannot pay keeps the files and stores no more, until there are credits', async () => {
    const { user, run } = await open(metered(), 3);
    await setFeatureCosts(database.db, { storage_gb_day: { flat: 7 } });
    const { file } = await upload(user.ctx, png());
    await run(chargeStorageDaysJob);
    await expect(upload(user.ctx, png())).rejects.toMatchObject({ code: 'STORAGE_UNPAID' });
    expect((await getStorageUse(user.ctx)).unpaidDay).not.toBeNull();
    await getFileLink(user.ctx, { id: file.id, disposition: 'inline' });
    const gift = { amountCredits: 10, source: 'PROMOTION', idempotencyKey: 'gift' } as const;
    await grantCredits(user.system, { userId: user.userId, ...gift });
    await run(chargeStorageDaysJob);
    await upload(user.ctx, png());
  });

  test('nothing is charged where storage is not metered', async () => {
    const { user, run } = await open(storageOn(local.store));
    await upload(user.ctx, png());
    await run(chargeStorageDaysJob);
    expect(await entriesOf(user.userId)).toEqual([]);
  });
});
