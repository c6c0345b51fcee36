import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { enqueue } from '../jobs/enqueue.ts';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { sendMailJob } from './send-mail-job.ts';
import { localMailer, startSmtpServer } from './test-support.ts';

const database = useTestDatabase();
let now: Date;

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  await database.db.job.deleteMany();
});

const content = { subject: 'Grüße', paragraphs: ['Hello & welcome.'], action: { label: 'See', path: '/' } };

async function send(change: Partial<z.input<typeof sendMailJob.payload>> & { key?: string } = {}) {
  const { key, ...mail } = change;
  const account = await createAccount(database.db, { credits: 0, now: () => now });
  const payload = { userId: account.userId, ...content, ...mail };
  await enqueue(account.system, sendMailJob, payload, key === undefined ? {} : { key });
  return account;
}

const run = (mailer: Mailer) => runJobs(database.db, [sendMailJob], { mailer, now: () => now });
const onlyJob = () => database.db.job.findFirstOrThrow();

describe('through a mail server', () => {
  test('arrives once, as text and HTML, from our sender, under an id that stays the same', async () => {
    const { mailer, received } = await startSmtpServer();
    const { clerkUserId } = await send();
    await run(mailer);
    await run(mailer);
    const { id, ...job } = await onlyJob();
    expect(job).toMatchObject({ doneAt: now, lastError: null });
    const address = `${clerkUserId}@example.com`;
    expect(received).toMatchObject([{ recipients: [address] }]);
    const { message = '' } = received[0] ?? {};
    expect(message).toContain('From: Scrip <scrip@example.com>');
    expect(message).toContain(`To: ${address}`);
    expect(message).toContain(`Message-ID: <${id}@example.com>`);
    expect(message).toMatch(/text\/plain.*Hello & welcome\..*text\/html.*Hello =\s*&amp; welcome\.<\/p>/s);
  });

  test('a server that has no time now is asked again later', async () => {
    const { mailer, received, state } = await startSmtpServer();
    await send();
    state.refuse = { at: 'rcpt', code: 451 };
    await run(mailer);
    expect(await onlyJob()).toMatchObject({ deadAt: null, lastError: expect.stringContaining('451') });
    state.refuse = null;
    await run(mailer);
    expect(received).toHaveLength(0);
    now = new Date(now.getTime() + 5_000);
    await run(mailer);
    expect(received).toHaveLength(1);
    expect(await onlyJob()).toMatchObject({ doneAt: now, lastError: null });
  });

  test.each(['rcpt', 'data'] as const)(
    'a refusal for good (%s) ends in a dead job with its reason',
    async (at) => {
      const { mailer, received, state } = await startSmtpServer();
      state.refuse = { at, code: 550 };
      await send();
      await run(mailer);
      expect(await onlyJob()).toMatchObject({ deadAt: now, lastError: expect.stringContaining('550') });
      expect(received).toHaveLength(0);
    },
  );

  test('a wrong password or an absent server is tried again: an operator can mend both', async () => {
    const { mailerAs } = await startSmtpServer();
    await send();
    await run(mailerAs('ada:wrong'));
    expect(await onlyJob()).toMatchObject({ deadAt: null, lastError: expect.stringContaining('535') });
    now = new Date(now.getTime() + 60_000);
    const absent = {
      smtpUrl: 'smtp://127.0.0.1:9',
      from: 'a@example.com',
      appUrl: 'http://x',
      directory: '',
    };
    await run(createMailer(absent));
    expect(await onlyJob()).toMatchObject({
      deadAt: null,
      lastError: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('a message', () => {
  test('with a line break in its subject is refused before it is written', async () => {
    await expect(send({ subject: 'Hi\r\nBcc: eve@example.com' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(send({ action: { label: 'x', path: '//evil.example.com' } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test.each(['a@example.com,eve@example.com', 'a@example.com\r\nbcc: eve@example.com', 'not an address'])(
    'is not sent to %j',
    async (email) => {
      const { mailer, received } = await startSmtpServer();
      const { userId } = await send();
      await database.db.user.update({ where: { id: userId }, data: { email } });
      await run(mailer);
      expect(received).toEqual([]);
      expect(await onlyJob()).toMatchObject({ deadAt: now });
    },
  );

  test.each([{ email: null }, { isActive: false }])('is dropped for a user with %j', async (data) => {
    const mailer = localMailer();
    const { userId } = await send();
    await database.db.user.update({ where: { id: userId }, data });
    await run(mailer);
    expect(await mailer.mailbox.list({ beforeId: null, take: 10 })).toEqual([]);
    expect(await onlyJob()).toMatchObject({ doneAt: now });
  });

  test('of the same cause is written once, also after it was sent', async () => {
    const mailer = localMailer();
    for (let time = 0; time < 3; time += 1) {
      await send({ key: 'cause' });
      await run(mailer);
    }
    expect(await mailer.mailbox.list({ beforeId: null, take: 10 })).toHaveLength(1);
  });
});
