import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { createPlan } from '../plans/create-plan.ts';
import { newPlan } from '../plans/test-support.ts';
import { changeManual, startManual } from './manual.ts';
import { cancelOwn, resumeOwn } from './own-subscription.ts';
import { setStage } from './test-support/stage.ts';

const database = useTestDatabase();
const day = (date: string) => new Date(`${date}T12:00:00.000Z`);
const reason = 'A partner';

async function begin() {
  const stage = await setStage(database.db, day('2026-01-31'));
  const admin = await createAccount(database.db, { role: 'ADMIN', now: () => stage.clock.at });
  const manual = { clerkId: null, billingSource: 'manual', ctaType: null } as const;
  const plan = await createPlan(admin.own, newPlan({ ...manual, credits: 300 }));
  return { stage, admin, plan, userId: stage.account.userId };
}

test('a manual plan gives credits and renews by itself on the day it began, until it is canceled', async () => {
  const { stage, admin, plan, userId } = await begin();
  await startManual(admin.own, { userId, planId: plan.id, period: 'month', reason });
  for (const until of ['2026-02-28', '2026-03-31', '2026-04-30']) {
    expect(await stage.planGrants()).toEqual([{ part: 'base', left: 300, until }]);
    await stage.waitUntil(day(until));
  }
  const { items } = await cancelOwn(stage.account.own, (await ownItem(userId)).id);
  expect(items[0]).toMatchObject({ status: 'canceled', canResume: true, periodEnd: day('2026-05-31') });
  await resumeOwn(stage.account.own, (await ownItem(userId)).id);
  await changeManual(admin.own, { userId, itemId: (await ownItem(userId)).id, change: 'cancel', reason });
  await stage.waitUntil(day('2026-05-31'));
  expect(await stage.balance()).toBe(0);
  expect(await ownItem(userId)).toMatchObject({ status: 'ended', endedAt: day('2026-05-31') });
  await expectLedgerHolds(database.db, userId);
});

test('one that begins later gives nothing before', async () => {
  const { stage, admin, plan, userId } = await begin();
  const startsAt = day('2026-02-10');
  await startManual(admin.own, { userId, planId: plan.id, period: 'month', startsAt, reason });
  expect(await stage.balance()).toBe(0);
  await stage.waitUntil(startsAt);
  expect(await stage.balance()).toBe(300);
});

test('what does not fit is refused with the reason', async () => {
  const { admin, plan, userId } = await begin();
  const input = { userId, planId: plan.id, period: 'month', reason } as const;
  await startManual(admin.own, input);
  await expect(startManual(admin.own, input)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  const past = startManual(admin.own, { ...input, startsAt: day('2025-01-01') });
  await expect(past).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const clerk = await createPlan(admin.own, newPlan());
  const sold = startManual(admin.own, { ...input, planId: clerk.id });
  await expect(sold).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('billed by Clerk'),
  });
  const user = await createAccount(database.db);
  await expect(startManual(user.own, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(cancelOwn(user.own, (await ownItem(userId)).id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

function ownItem(userId: string) {
  return database.db.subscriptionItem.findFirstOrThrow({ where: { userId } });
}
