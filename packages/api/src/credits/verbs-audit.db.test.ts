import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import type { TargetType } from '../audit/schema.ts';
import { hour } from './test-support/open-account.ts';
import { openWithVerbs, type VerbName } from './test-support/verbs.ts';

const database = useTestDatabase();

type Trace = { action: string; reason?: string; before?: object; after: object };

async function open() {
  const account = await openWithVerbs(database.db);
  const traces = () =>
    database.db.auditLog.findMany({
      where: { targetType: 'user' satisfies TargetType, targetId: account.userId },
      orderBy: { createdAt: 'asc' },
    });
  /** What the log tells of the call, whose time is later than all before. */
  const traceOf = async (name: VerbName, fields: object = {}) => {
    account.pass(1);
    const answer = await account.verbs[name](fields, account.asAdmin);
    const trace = (await traces()).at(-1);
    return { answer, trace };
  };
  const expectTrace = async (name: VerbName, expected: Trace, fields: object = {}) => {
    const { trace } = await traceOf(name, fields);
    expect(trace, name).toMatchObject({ reason: null, before: null, ...expected });
    expect(trace?.after, name).toEqual(expected.after);
  };
  return { ...account, traces, traceOf, expectTrace };
}

const reason = 'A test';
const anEntry = expect.stringMatching(/^[0-9a-f-]{36}$/);

test('the log tells which hold an admin made, moved and ended, and with what', async () => {
  const { held, later, expectTrace } = await open();
  const holdId = held.id;
  await expectTrace('hold', {
    action: 'accounts.hold',
    after: { holdId: anEntry, featureKey: 'ai_text_chat', amountCredits: 3 },
  });
  await expectTrace('extend', {
    action: 'accounts.extend',
    before: { holdId, expiresAt: held.expiresAt.toISOString() },
    after: { holdId, expiresAt: later(2 * hour + 1).toISOString() },
  });
  await expectTrace('release', { action: 'accounts.release', after: { holdId, amountCredits: 10 } });
});

test('the log tells what an admin charged of a hold, and returned of a spend', async () => {
  const { held, spent, expectTrace } = await open();
  await expectTrace(
    'capture',
    { action: 'accounts.capture', after: { entryId: anEntry, holdId: held.id, creditsUsed: 4 } },
    { amountCredits: 4 },
  );
  await expectTrace(
    'refund',
    { action: 'accounts.refund', after: { entryId: anEntry, spendId: spent.id, amountCredits: 2 } },
    { amountCredits: 2 },
  );
});

test('the log tells what an admin gave, when it starts and ends, and what was taken back', async () => {
  const { granted, later, expectTrace } = await open();
  const given = { grantId: anEntry, amountCredits: 7, source: 'ADMIN' };
  await expectTrace('grant', {
    action: 'accounts.grant',
    after: { ...given, startsAt: later(1).toISOString(), expiresAt: null },
  });
  const [startsAt, expiresAt] = [later(hour), later(2 * hour)];
  await expectTrace(
    'schedule',
    {
      action: 'accounts.grant',
      after: {
        ...given,
        startsAt: startsAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        details: { note: 'x' },
      },
    },
    { startsAt, expiresAt, details: { note: 'x' } },
  );
  const grantId = granted.id;
  await expectTrace('void', {
    action: 'credits.voidGrant',
    reason,
    before: { grantId, remainingCredits: 20 },
    after: { grantId, remainingCredits: 0, entryId: anEntry },
  });
});

test('the log tells that nothing left with a grant that had not started', async () => {
  const { verbs, traceOf } = await open();
  const { grant } = (await verbs.schedule({})) as { grant: { id: string } };
  const { trace, answer } = await traceOf('void', { grantId: grant.id });
  expect(trace).toMatchObject({
    before: { grantId: grant.id, remainingCredits: 0 },
    after: { grantId: grant.id, remainingCredits: 0, entryId: null },
  });
  expect(answer).toMatchObject({ entry: null, grant: { state: 'VOIDED' } });
});

test('the log tells balance and limits as they were and as they became', async () => {
  const { expectTrace } = await open();
  await expectTrace('adjust', {
    action: 'credits.adjust',
    reason,
    before: { creditsRemaining: 105 },
    after: { creditsRemaining: 107, entryId: anEntry },
  });
  const caps = [
    { period: 'DAY', featureKey: null, limitCredits: 50 },
    { period: 'MONTH', featureKey: 'ai_text_chat', limitCredits: 70 },
  ];
  const described = { 'DAY *': 50, 'MONTH ai_text_chat': 70 };
  const trace = { action: 'credits.setSpendCaps', reason };
  await expectTrace('setSpendCaps', { ...trace, before: {}, after: described }, { caps });
  await expectTrace('setSpendCaps', { ...trace, before: described, after: {} });
  await expectTrace('setOverdraft', {
    action: 'credits.setOverdraft',
    reason,
    before: { overdraftCredits: 0 },
    after: { overdraftCredits: 5 },
  });
});

test('what the app itself does is no change of an admin', async () => {
  const { verbs, traces } = await open();
  for (const name of ['hold', 'extend', 'capture', 'refund', 'grant'] as const) await verbs[name]({});
  expect(await traces()).toEqual([]);
});
