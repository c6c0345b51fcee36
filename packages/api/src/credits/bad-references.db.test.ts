import { createAccount, useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { listGrants } from './grants.ts';
import { listHistory } from './history.ts';
import { getHold, listHolds } from './holds.ts';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs, type VerbName } from './test-support/verbs.ts';

const database = useTestDatabase();
type Account = Awaited<ReturnType<typeof openWithVerbs>>;
let account: Account;
let other: Account;
beforeAll(async () => {
  [account, other] = [await openWithVerbs(database.db), await openWithVerbs(database.db)];
});

const references: { verb: VerbName; field: string; of: (owner: Account) => string; what: string }[] = [
  { verb: 'refund', field: 'spendId', of: ({ spent }) => spent.id, what: 'spend' },
  { verb: 'capture', field: 'holdId', of: ({ held }) => held.id, what: 'hold' },
  { verb: 'release', field: 'holdId', of: ({ held }) => held.id, what: 'hold' },
  { verb: 'extend', field: 'holdId', of: ({ held }) => held.id, what: 'hold' },
  { verb: 'void', field: 'grantId', of: ({ granted }) => granted.id, what: 'grant' },
];

describe.each(references)('law 10: failed means untouched: $verb', ({ verb, field, of, what }) => {
  const notFound = { code: 'NOT_FOUND', message: `No such ${what}.` };

  test(`finds no ${what} that does not exist`, async () => {
    const { userId, verbs } = account;
    for (const id of ['nothing', crypto.randomUUID(), 'x'.repeat(5_000), "'; --"]) {
      await expectRefused(database.db, userId, () => verbs[verb]({ [field]: id }), notFound);
    }
  });

  test(`does not tell another user’s ${what} from one that does not exist`, async () => {
    const { userId, verbs } = account;
    const work = () => verbs[verb]({ [field]: of(other) });
    await expectRefused(database.db, userId, work, notFound);
    await expectRefused(database.db, other.userId, work, notFound);
  });

  test('refuses what is no id', async () => {
    const { userId, verbs } = account;
    for (const id of [undefined, null, '', 7, 'a\0b', '\ud800', [of(account)]]) {
      await expectRefused(database.db, userId, () => verbs[verb]({ [field]: id }), { code: 'INVALID_INPUT' });
    }
  });
});

test('no verb finds a user who does not exist, and each refuses what is no id', async () => {
  const { verbs, userId } = account;
  for (const [name, verb] of Object.entries(verbs)) {
    await expect(verb({ userId: 'nobody' }), name).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const bad of ['a\0b', '', 7, null]) {
      await expectRefused(database.db, userId, () => verb({ userId: bad }), { code: 'INVALID_INPUT' });
    }
  }
  expect(await database.db.operationKey.count({ where: { userId: 'nobody' } })).toBe(0);
});

test('no list finds a user who does not exist, and all are empty for one who has nothing', async () => {
  const { system } = account;
  const { userId } = await createAccount(database.db, { credits: 0 });
  const lists = {
    grants: (id: string) => listGrants(system, id),
    holds: async (id: string) => (await listHolds(system, id, { limit: 5 })).items,
    history: async (id: string) => (await listHistory(system, id, { limit: 5 })).items,
  };
  for (const [name, list] of Object.entries(lists)) {
    await expect(list('nobody'), name).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'No such user.' });
    expect(await list(userId), name).toEqual([]);
  }
});

test('users may only spend, and only their own', async () => {
  const { verbs, userId, own } = account;
  const stranger = await createAccount(database.db);
  const { spend, ...operators } = verbs;
  const foreign = () => spend({}, stranger.own);
  await expectRefused(database.db, userId, foreign, { code: 'NOT_FOUND', message: 'No such user.' });
  for (const verb of Object.values(operators)) {
    await expectRefused(database.db, userId, () => verb({}, own), { code: 'FORBIDDEN' });
    await expectRefused(database.db, userId, () => verb({}, { ...own, principal: null }), {
      code: 'UNAUTHENTICATED',
    });
  }
});

test('what has ended cannot be ended, captured or extended again', async () => {
  const { verbs, userId, hold, release, capture, pass, system, spent, granted } = await openWithVerbs(
    database.db,
  );
  const { hold: released } = await hold(1);
  await release(released.id);
  const { hold: captured } = await hold(1);
  await capture(captured.id, 1);
  const { hold: expired } = await hold(1, 60);
  pass(60_000);
  const ended = { RELEASED: released, CAPTURED: captured, EXPIRED: expired };
  for (const [status, { id: holdId }] of Object.entries(ended)) {
    for (const verb of ['capture', 'release', 'extend'] as const) {
      await expectRefused(database.db, userId, () => verbs[verb]({ holdId }), {
        code: 'HOLD_ENDED',
        details: { status },
      });
    }
    expect(await getHold(system, userId, holdId)).toMatchObject({ status });
  }
  await verbs.refund({ amountCredits: 2 });
  await expectRefused(database.db, userId, () => verbs.refund({ amountCredits: 4 }), {
    code: 'REFUND_EXCEEDS_SPEND',
    details: { requested: 4, refundable: 3 },
  });
  await verbs.refund({});
  await expectRefused(database.db, userId, () => verbs.refund({ spendId: spent.id }), {
    code: 'REFUND_EXCEEDS_SPEND',
    details: { requested: 5, refundable: 0 },
  });
  await verbs.void({});
  await expectRefused(database.db, userId, () => verbs.void({ grantId: granted.id }), {
    code: 'GRANT_ENDED',
    details: { reason: 'VOIDED' },
  });
});
