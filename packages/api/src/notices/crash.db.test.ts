import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import type { Mailer } from '../mail/mailer.ts';
import { localMailer } from '../mail/test-support.ts';

const database = useTestDatabase();
const script = join(import.meta.dirname, 'test-support/job-process.ts');

/** A process that sweeps and sends. */
async function run(mailer: Mailer) {
  const args = [script, database.connectionString, mailer.mailbox.directory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function openLow(count: number, lowSince: Date | null) {
  const open = async () => {
    const account = await createAccount(database.db, { credits: 5 });
    await setLow(account.userId, lowSince);
    return account;
  };
  return Promise.all(Array.from({ length: count }, open));
}

const setLow = (userId: string, lowSince: Date | null) =>
  database.db.creditBalance.update({ where: { userId }, data: { lowSince } });

async function areAllTold(): Promise<boolean> {
  const { db } = database;
  const unsent = await db.job.count({ where: { kind: 'mail.send', doneAt: null } });
  const untold = await db.creditBalance.count({ where: { lowSince: { not: null }, lowNotifiedAt: null } });
  return unsent === 0 && untold === 0;
}

async function addressees(mailer: Mailer): Promise<string[]> {
  const mails = await mailer.mailbox.list({ beforeId: null, take: 1_000 });
  return mails.map(({ to }) => to).sort();
}

const addressOf = ({ clerkUserId }: { clerkUserId: string }) => `${clerkUserId}@example.com`;

test('two processes, one of them killed over and over: one message per crossing, and none is missing', async () => {
  const mailer = localMailer();
  const accounts = await openLow(60, null);
  const steady = await run(mailer);
  let isCrossing = true;
  const crossed = (async () => {
    for (const { userId } of accounts) {
      await setLow(userId, new Date());
      await delay(40);
    }
    isCrossing = false;
  })();
  let kills = 0;
  for (; isCrossing; kills += 1) {
    const victim = await run(mailer);
    await delay(Math.random() * 300);
    await end(victim, 'SIGKILL');
  }
  await crossed;
  await expect.poll(areAllTold, { timeout: 15_000 }).toBe(true);
  await end(steady, 'SIGTERM');
  expect(await addressees(mailer)).toEqual(accounts.map(addressOf).sort());
  expect(kills).toBeGreaterThan(1);
}, 60_000);
