import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './lock.ts';
import { pruneStore } from './prune.ts';
import type { TicketRecord } from './state.ts';
import { Store } from './store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lc-test-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function ticket(id: string, expireAt = 0): TicketRecord {
  return { id, userId: 'user_1', status: 'pending', tokenHash: '', expireAt, createdAt: 0, updatedAt: 0 };
}

function add(store: Store, record: TicketRecord): Promise<void> {
  store.tickets.set(record.id, record);
  store.touch();
  return store.flush();
}

it('every change is on disk when its flush resolves, also when many flush at once', async () => {
  const store = await Store.open(directory);
  await Promise.all(Array.from({ length: 50 }, (_, i) => add(store, ticket(`sit_${i}`))));
  expect((await Store.open(directory)).tickets.size).toBe(50);
});

it('loses nothing that was acknowledged when the process is killed while it writes', async () => {
  const script = `
    import { Store } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
    const store = await Store.open(${JSON.stringify(directory)});
    for (let i = 0; ; i += 1) {
      const id = 'sit_' + i;
      store.tickets.set(id, { id, userId: 'u', status: 'pending', tokenHash: '', expireAt: 0, createdAt: 0, updatedAt: 0 });
      store.touch();
      await store.flush();
      console.log(id);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  let acknowledged = '';
  await new Promise<void>((done, fail) => {
    child.on('error', fail).on('exit', () => done());
    child.stdout.on('data', (text: Buffer) => {
      acknowledged += text.toString();
      if (acknowledged.includes('sit_40\n')) child.kill('SIGKILL');
    });
  });
  const { tickets } = await Store.open(directory);
  const ids = acknowledged.split('\n').slice(0, -1);
  expect(ids.length).toBeGreaterThan(40);
  expect(ids.filter((id) => !tickets.has(id))).toEqual([]);
});

it('refuses data of another version in one sentence instead of losing it', async () => {
  await writeFile(join(directory, 'state.json'), JSON.stringify({ version: 2 }));
  await expect(Store.open(directory)).rejects.toThrow('cannot be read by this version');
});

it('forgets what can no longer be used', async () => {
  const store = await Store.open(directory);
  const dayMs = 24 * 60 * 60 * 1000;
  await add(store, ticket('sit_old', 0));
  await add(store, ticket('sit_good', 3 * dayMs));
  pruneStore(store, 2 * dayMs);
  expect([...store.tickets.keys()]).toEqual(['sit_good']);
});

it('a directory has one holder at a time, and is free again after', async () => {
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow('Another running Scrip');
  await lock.release();
  await (await lockDirectory(directory)).release();
});

it('a directory whose holder was killed is free', async () => {
  const script = `
    import { lockDirectory } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    await lockDirectory(${JSON.stringify(directory)});
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const signal = await new Promise((done) => child.on('exit', (_code, killedBy) => done(killedBy)));
  expect(signal).toBe('SIGKILL');
  await (await lockDirectory(directory)).release();
});
