import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { localMailer } from '../mail/test-support.ts';
import { sweepUploadsJob } from './remove-bytes-job.ts';
import { createLocalStore } from './stores/local-store.ts';
import { createFileUser, namesIn, storageOn } from './test-support/stage.ts';

const database = useTestDatabase();
const script = join(import.meta.dirname, 'test-support/upload-process.ts');
const dayMs = 24 * 60 * 60_000;

test.for([
  { step: 'reserved', files: 0 },
  { step: 'half written', files: 0 },
  { step: 'stored', files: 0 },
  { step: 'finished', files: 1 },
])(
  'a process killed when an upload is $step leaves $files files, and nothing that is not swept',
  async ({ step, files }) => {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-killed-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const store = createLocalStore({ directory });
    const storage = storageOn(store);
    const user = await createFileUser(database.db, storage);
    const child = spawn(process.execPath, [script, database.connectionString, directory, user.userId, step], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    expect(String((await once(child.stdout, 'data'))[0]).trim()).toBe(step);
    child.kill('SIGKILL');
    await exited;

    const later = () => new Date(Date.now() + 2 * dayMs);
    const signal = new AbortController().signal;
    const job = {
      ...user.system,
      db: database.db,
      mailer: localMailer(),
      jobId: 'sweep',
      signal,
      now: later,
    };
    await sweepUploadsJob.execute(job, {});
    const rows = await database.db.storageObject.findMany({ where: { userId: user.userId } });
    expect(rows).toHaveLength(files);
    expect(await namesIn(store)).toEqual(rows.map(({ pathname }) => pathname));
    expect(await readdir(join(directory, '.unfinished')).catch(() => [])).toEqual([]);
    expect(await database.db.storageUpload.count({ where: { userId: user.userId } })).toBe(0);
  },
);
