import { setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_CREDITS } from './schema.ts';
import { getStatement } from './statement.ts';
import { hour, image } from './test-support/open-account.ts';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();
const overflow = { code: 'BALANCE_OVERFLOW', details: { largest: MAX_CREDITS } };

/** 100 - 5 + 20 credits, of which 10 are held, and then as many more as fit but for `room`. */
async function openFull(room: number) {
  const account = await openWithVerbs(database.db);
  await account.grant(MAX_CREDITS - 115 - room);
  return account;
}

describe('law 10: failed means untouched: no balance passes 2,147,483,647', () => {
  test('by a grant, held credits included', async () => {
    const { userId, verbs, balance } = await openFull(6);
    await expectRefused(database.db, userId, () => verbs.grant({ amountCredits: 7 }), overflow);
    await verbs.grant({ amountCredits: 6 });
    expect(await balance()).toEqual([MAX_CREDITS - 10, 10]);
  });

  test('by a scheduled grant, together with those that are scheduled already', async () => {
    const { userId, verbs, later } = await openFull(6);
    const startsAt = later(hour);
    await verbs.grant({ amountCredits: 4, startsAt });
    await expectRefused(database.db, userId, () => verbs.grant({ amountCredits: 3, startsAt }), overflow);
    await expectRefused(database.db, userId, () => verbs.grant({ amountCredits: 3 }), overflow);
    await verbs.grant({ amountCredits: 2, startsAt });
  });

  test('by a refund, which stays possible for what fits', async () => {
    const { userId, verbs, balance } = await openFull(2);
    await expectRefused(database.db, userId, () => verbs.refund({}), overflow);
    await expectRefused(database.db, userId, () => verbs.refund({ amountCredits: 3 }), overflow);
    await verbs.refund({ amountCredits: 2 });
    expect(await balance()).toEqual([MAX_CREDITS - 10, 10]);
  });

  test('by an adjustment, by a difference or to a value', async () => {
    const { userId, verbs, balance } = await openFull(2);
    await expectRefused(database.db, userId, () => verbs.adjust({ deltaCredits: 3 }), overflow);
    const to = (creditsRemaining: number) => verbs.adjustTo({ creditsRemaining });
    await expectRefused(database.db, userId, () => to(MAX_CREDITS - 9), overflow);
    await to(MAX_CREDITS - 10);
    expect(await balance()).toEqual([MAX_CREDITS - 10, 10]);
  });

  test('a release, a capture and a start need no room', async () => {
    const { verbs, later, pass, balance } = await openFull(6);
    await verbs.grant({ amountCredits: 6, startsAt: later(hour / 2) });
    pass(hour / 2);
    await verbs.release({});
    expect(await balance()).toEqual([MAX_CREDITS, 0]);
  });
});

describe('accounts that move more than 2,147,483,647 credits', () => {
  beforeAll(() => setFeatureCosts(database.db, { [image]: 2_000_000_000 }));
  afterAll(() => setFeatureCosts(database.db, {}));

  test('keep their sums, their caps and their history', async () => {
    const { verbs, system, userId, balance, later } = await openWithVerbs(database.db, 2_000_000_100);
    await verbs.grant({ amountCredits: 2_000_000_000 });
    await verbs.spend({ featureKey: image });
    const caps = [{ period: 'MONTH', limitCredits: MAX_CREDITS }];
    await expect(verbs.setSpendCaps({ caps })).resolves.toMatchObject({
      caps: [{ usedCredits: 4_000_000_010 }],
    });
    const from = new Date('2026-11-01');
    expect(await getStatement(system, userId, { from, to: later(hour) })).toMatchObject({
      movements: [{ kind: 'SPEND', entries: 2, credits: -4_000_000_000 }, { kind: 'GRANT' }],
    });
    expect(await balance()).toEqual([110, 10]);
  });
});
