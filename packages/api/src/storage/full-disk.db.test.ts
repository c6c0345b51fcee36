import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { getStorageUse } from './list-files.ts';
import { createLocalStore } from './stores/local-store.ts';
import { createFileUser, namesIn, png, storageOn, upload } from './test-support/stage.ts';

const database = useTestDatabase();
const mebibyte = 1024 * 1024;

/** A disk of four megabytes, as in docs/faults.md; null where it cannot be mounted. */
function mountSmallDisk(): string | null {
  const directory = mkdtempSync(join(tmpdir(), 'scrip-small-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0755', 'tmpfs', directory]);
  onTestFinished(() => {
    if (mounted.status === 0) spawnSync('umount', [directory]);
    rmSync(directory, { recursive: true, force: true });
  });
  return mounted.status === 0 ? directory : null;
}

test('a disk that fills up while a file arrives is told, keeps nothing of it, and takes the next that fits', async ({
  skip,
}) => {
  const directory = mountSmallDisk();
  if (!directory) return skip('A file system can be mounted by root on Linux only.');
  const store = createLocalStore({ directory });
  const user = await createFileUser(database.db, storageOn(store));
  const { file } = await upload(user.ctx, png(2 * mebibyte));
  const full = { code: 'STORE_FAILED', details: { reason: 'full' } };
  await expect(upload(user.ctx, png(3 * mebibyte))).rejects.toMatchObject(full);
  const both = await Promise.allSettled([1, 2].map(() => upload(user.ctx, png(3 * mebibyte))));
  for (const each of both) expect(each).toMatchObject({ status: 'rejected', reason: full });
  expect(await getStorageUse(user.ctx)).toMatchObject({ usedBytes: 2 * mebibyte, usedFiles: 1 });
  expect(await database.db.storageUpload.count()).toBe(0);
  expect(await readdir(join(directory, '.unfinished'))).toEqual([]);
  await upload(user.ctx, png(mebibyte));
  expect(await namesIn(store)).toHaveLength(2);
  expect((await database.db.storageObject.findMany({ orderBy: { id: 'asc' } }))[0]?.id).toBe(file.id);
});
