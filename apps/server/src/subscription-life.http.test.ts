import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  adjustBalance,
  asSystem,
  JobRunner,
  jobKinds,
  recordPack,
  reversePack,
  type ServiceContext,
} from '@scrip/api/server';
import { expectLedgerHolds, recordingLogger, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
const frozen = new Date();
const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
let app: TestApp;
let ctx: ServiceContext;
let user: { clerkId: string; userId: string };

const policy = { creditRenewal: 'rollover', rolloverCapCredits: 500, trialCredits: 100, oneTimeCredits: 50 };
const plans = [
  {
    id: 'cplan_pro',
    name: 'Pro',
    monthlyCents: 2900,
    yearlyCents: 29_000,
    freeTrialDays: 14,
    credits: 1000,
    ...policy,
  },
  { id: 'cplan_studio', name: 'Studio', monthlyCents: 9900, credits: 3000, pastDueGraceDays: 3 },
];

beforeAll(async () => {
  app = await startTestApp(database.db, { now: () => app.localClerk.billing.now() });
  app.setClerkClock(() => frozen);
  const { db, now } = app.deps;
  ctx = asSystem({ principal: null, db, now, logger: recordingLogger() });
  await app.localClerk.setBillingPlans(plans);
  for (const { id: clerkId, name, monthlyCents: _, yearlyCents: __, freeTrialDays: ___, ...rest } of [
    { yearlyCents: 0, freeTrialDays: 0, ...plans[0] },
    { yearlyCents: 0, freeTrialDays: 0, ...plans[1] },
  ].map((plan) => ({ id: '', name: '', monthlyCents: 0, credits: 0, ...plan }))) {
    await db.plan.create({ data: { clerkId, name, ...rest } });
  }
  app.localClerk.billing.deliveries.hold();
  app.localClerk.billing.advanceTo(day('2027-01-31'));
  const { clerkId } = await app.createUser();
  await arrive();
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { clerkId } });
  user = { clerkId, userId };
});
afterAll(() => app.close());

/** Brings what local Clerk has sent, as it signed it, and lets the jobs run. */
async function arrive(): Promise<void> {
  for (const { body, headers } of app.localClerk.billing.deliveries.take()) {
    const request = { method: 'POST', body, headers: { ...headers } };
    expect((await fetch(`${app.url}/api/webhooks/clerk`, request)).status).toBe(200);
  }
  const { db, now, mailer, adminEmails, clerkBilling } = app.deps;
  const kinds = jobKinds.filter(({ name }) => /^(webhooks|subscriptions)\./.test(name));
  const options = { db, now, mailer, adminEmails, clerkBilling, kinds, logger: recordingLogger() };
  await db.job.updateMany({ where: { everySeconds: { not: null } }, data: { dueAt: now(), runnerId: null } });
  await new JobRunner(options).runDue();
}

async function passUntil(date: string): Promise<void> {
  const { billing } = app.localClerk;
  for (let at = billing.now(); at < day(date); ) {
    at = new Date(Math.min(at.getTime() + 86_400_000, day(date).getTime()));
    billing.advanceTo(at);
    await arrive();
  }
}

async function use(credits: number): Promise<void> {
  const { userId } = user;
  const reason = 'Stands for spends';
  const idempotencyKey = `use-${app.deps.now().toISOString()}`;
  const admin = await database.db.user.upsert({
    where: { clerkId: 'user_admin' },
    create: { clerkId: 'user_admin', role: 'ADMIN' },
    update: {},
  });
  const principal = { kind: 'user', userId: admin.id, clerkUserId: 'user_admin', role: 'ADMIN' } as const;
  const input = { userId, mode: 'delta', deltaCredits: -credits, reason, idempotencyKey } as const;
  await adjustBalance({ ...ctx, principal }, input);
}

function checkout(planId: string, period: 'month' | 'annual' = 'month') {
  app.localClerk.billing.checkout({ clerkId: user.clerkId, planId, period });
  return arrive();
}

const itemId = () => app.localClerk.billing.findSubscription(user.clerkId)?.subscription_items[0]?.id ?? '';

async function live(): Promise<void> {
  const { billing } = app.localClerk;
  const { userId, clerkId } = user;
  await checkout('cplan_pro');
  await use(40);
  await passUntil('2027-02-20');
  await use(300);
  await passUntil('2027-03-20');
  await recordPack(ctx, { userId, paymentId: 'pay_400', credits: 400 });
  await passUntil('2027-04-29');
  await checkout('cplan_studio');
  await use(200);
  billing.declineNextPayments(clerkId, 2);
  await passUntil('2027-06-10');
  await checkout('cplan_pro');
  await passUntil('2027-07-05');
  billing.cancel(itemId());
  await passUntil('2027-07-30');
  await reversePack(ctx, { userId, paymentId: 'pay_400', status: 'refunded', reason: 'Asked for it' });
  await passUntil('2027-08-31');
  await checkout('cplan_pro', 'annual');
  await passUntil('2027-12-31');
}

type Line = { date: string; kind: string; parts: string[]; credits: number; balance: number };

/** The entries, those that expire at one instant as one line. */
async function readLedger(): Promise<string[]> {
  const entries = await database.db.usageHistory.findMany({
    where: { userId: user.userId },
    orderBy: { seq: 'asc' },
    include: { grants: true, removedFrom: true },
  });
  const lines: Line[] = [];
  for (const { timestamp, kind, grants, removedFrom, creditsUsed, balanceAfter } of entries) {
    const grant = grants[0] ?? removedFrom;
    const part = grant ? (grant.planPart ?? grant.source) : 'use';
    const date = timestamp.toISOString().slice(0, 10);
    const last = lines.at(-1);
    if (kind === 'EXPIRY' && last?.kind === kind && last.date === date) {
      Object.assign(last, {
        parts: [...last.parts, part],
        credits: last.credits - creditsUsed,
        balance: balanceAfter,
      });
    } else lines.push({ date, kind, parts: [part], credits: -creditsUsed, balance: balanceAfter });
  }
  return lines.map(({ date, kind, parts, credits, balance }) =>
    ['', date, kind, parts.toSorted().join(' + '), credits, balance, ''].join(' | ').trim(),
  );
}

test('a life of twelve months gives the ledger that docs/plans-and-credits.md predicts, line by line', async () => {
  await live();
  const guide = await readFile(resolve(import.meta.dirname, '../../../docs/plans-and-credits.md'), 'utf8');
  const rows = guide.match(/^\| \d{4}-\d\d-\d\d \| [A-Z]+ \|.*$/gm) ?? [];
  const predicted = rows.map((row) => `${row.split(' | ').slice(0, 5).join(' | ')} |`);
  expect(await readLedger()).toEqual(predicted);
  await expectLedgerHolds(database.db, user.userId);
}, 120_000);
