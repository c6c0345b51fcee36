import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import type { Mailer } from '../mail/mailer.ts';
import { localMailer } from '../mail/test-support.ts';

const database = useTestDatabase();
const script = join(import.meta.dirname, 'test-support/job-process.ts');
const lowSince = new Date();
const crossings = 20;

/** A process that sweeps and sends. */
async function run(mailer: Mailer): Promise<ChildProcess> {
  const args = [script, database.connectionString, mailer.mailbox.directory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function openLow() {
  const account = await createAccount(database.db, { credits: 5 });
  const { userId, clerkUserId } = account;
  await database.db.creditBalance.update({ where: { userId }, data: { lowSince } });
  return { userId, address: `${clerkUserId}@example.com` };
}

/** Lets a process come to the message of this user, and dies with its session before it is written. */
async function dieBeforeMessageTo(userId: string, mailer: Mailer): Promise<void> {
  const { db } = database;
  const key = `low-balance:${userId}:${lowSince.toISOString()}`;
  const sessions = () => db.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  const undone = db.$transaction(
    async (tx) => {
      // Until this transaction ends nobody else can write a job under the key.
      await tx.job.create({ data: { kind: 'mail.send', payload: {}, key, dueAt: null } });
      const victim = await run(mailer);
      await expect.poll(sessions, { timeout: 20_000 }).toHaveLength(1);
      await end(victim, 'SIGKILL');
      for (const { pid } of await sessions()) await db.$queryRaw`SELECT pg_terminate_backend(${pid}::int)`;
      throw new Error('undo');
    },
    { timeout: 40_000 },
  );
  await expect(undone).rejects.toThrow('undo');
}

test('a process dies between a crossing and its message, two go on: one message per crossing, none is missing', async () => {
  const { db } = database;
  const mailer = localMailer();
  const accounts = await Promise.all(Array.from({ length: crossings }, openLow));
  for (const { userId } of [accounts[3], accounts[crossings - 1]].filter((account) => account !== undefined))
    await dieBeforeMessageTo(userId, mailer);

  const survivors = await Promise.all([run(mailer), run(mailer)]);
  const isAllSent = async () =>
    (await db.job.count({ where: { kind: 'mail.send', doneAt: { not: null } } })) >= crossings &&
    (await db.job.count({ where: { kind: 'mail.send', dueAt: { not: null } } })) === 0;
  await expect.poll(isAllSent, { timeout: 30_000 }).toBe(true);
  await Promise.all(survivors.map((child) => end(child, 'SIGTERM')));
  const mails = await mailer.mailbox.list({ beforeId: null, take: 1_000 });
  expect(mails.map(({ to }) => to).sort()).toEqual(accounts.map(({ address }) => address).sort());
}, 90_000);
