import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { useTestDatabase } from '@scrip/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { localMailer } from '../mail/test-support.ts';
import { getStorageUse } from './list-files.ts';
import { sweepUploadsJob } from './remove-bytes-job.ts';
import { storageProviders } from './stores/blob-store.ts';
import type { StorePlace } from './stores/test-support/open-store.ts';
import { useStore } from './stores/test-support/use-stores.ts';
import { createFileUser, namesIn, storageOn } from './test-support/stage.ts';

const database = useTestDatabase();
const script = join(import.meta.dirname, 'test-support/upload-process.ts');
const dayMs = 24 * 60 * 60_000;

/** Starts an upload in a process of its own and kills that when the upload is there. */
async function killAt(step: string, place: StorePlace, userId: string): Promise<void> {
  const args = [script, database.connectionString, JSON.stringify(place), userId, step];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const [said] = await Promise.race([once(child.stdout, 'data'), exited]);
  expect(String(said).trim()).toBe(step);
  child.kill('SIGKILL');
  await exited;
}

describe.each(storageProviders)('%s', (provider) => {
  const stage = useStore(provider);

  test('a process killed at any step of an upload leaves a whole file or none, and nothing that is not swept', async () => {
    const storage = storageOn(stage.store);
    const filesAfter = { reserved: 0, 'half written': 0, stored: 0, finished: 1 };
    const users = await Promise.all(
      Object.entries(filesAfter).map(async ([step, files]) => {
        const user = await createFileUser(database.db, storage);
        await killAt(step, stage.place, user.userId);
        return { ...user, files };
      }),
    );
    const [first] = users;
    if (!first) throw new Error('There are steps.');
    const job = {
      ...first.system,
      db: database.db,
      mailer: localMailer(),
      jobId: 'sweep',
      signal: new AbortController().signal,
      now: () => new Date(Date.now() + 2 * dayMs),
    };
    await sweepUploadsJob.execute(job, {});
    for (const { ctx, files } of users) expect(await getStorageUse(ctx)).toMatchObject({ usedFiles: files });
    const rows = await database.db.storageObject.findMany({ where: { provider } });
    expect(rows.map(({ size }) => size)).toEqual([6 * 1024 * 1024 + 1024 + 70]);
    expect(await namesIn(stage.store)).toEqual(rows.map(({ pathname }) => pathname));
    expect(await stage.store.removeUnfinished(new Date(Date.now() + dayMs))).toBe(0);
    expect(await database.db.storageUpload.count()).toBe(0);
  });
});
