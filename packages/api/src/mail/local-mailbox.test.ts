import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, onTestFinished, test } from 'vitest';
import { LocalMailbox } from './local-mailbox.ts';

async function open() {
  const parent = await mkdtemp(join(tmpdir(), 'scrip-mailbox-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const directory = join(parent, 'mail');
  return { directory, mailbox: new LocalMailbox(directory) };
}

const idOf = (msecs: number) => uuidv7({ msecs });
const mail = (id: string, subject = 'Hello') => ({
  id,
  to: 'ada@example.com',
  subject,
  text: 't',
  html: '<p>t</p>',
});

test('messages are listed newest first, page after page', async () => {
  const { mailbox } = await open();
  expect(await mailbox.list({ beforeId: null, take: 10 })).toEqual([]);
  const ids = [1, 2, 3].map(idOf);
  for (const id of ids) await mailbox.put(mail(id));
  const first = await mailbox.list({ beforeId: null, take: 2 });
  expect(first.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const rest = await mailbox.list({ beforeId: ids[1] ?? null, take: 2 });
  expect(rest).toMatchObject([{ ...mail(ids[0] ?? ''), writtenAt: expect.any(Date) }]);
});

test('a message written twice is one, whole, and readable by its owner only', async () => {
  const { directory, mailbox } = await open();
  const id = idOf(1);
  await Promise.all(['a', 'b'].map((subject) => mailbox.put(mail(id, subject))));
  expect(await readdir(directory)).toEqual([`${id}.json`]);
  expect((await stat(join(directory, `${id}.json`))).mode & 0o077).toBe(0);
  expect((await mailbox.find(id))?.subject).toMatch(/^[ab]$/);
});

test('keeps the newest thousand', async () => {
  const { mailbox } = await open();
  for (let n = 1; n <= 1_003; n += 1) await mailbox.put(mail(idOf(n), `${n}`));
  const all = await mailbox.list({ beforeId: null, take: 2_000 });
  expect(all).toHaveLength(1_000);
  expect(all.at(-1)?.subject).toBe('4');
});

test('an id that is not one leads nowhere', async () => {
  const { mailbox } = await open();
  expect(await mailbox.find('../secret')).toBeNull();
  expect(await mailbox.find(idOf(1))).toBeNull();
});
