import { useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { spendMany } from './spend-many.ts';
import { chat } from './test-support/open-account.ts';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();

describe('law 10: failed means untouched: a feature that does not exist', () => {
  test.each(['ai_text_chatt', 'AI_TEXT_CHAT', '*', '__proto__', 'x'.repeat(100)])(
    '%s',
    async (featureKey) => {
      const { userId, verbs } = await openWithVerbs(database.db);
      const refusal = { code: 'UNKNOWN_FEATURE', details: { featureKey } };
      await expectRefused(database.db, userId, () => verbs.spend({ featureKey }), refusal);
      await expectRefused(database.db, userId, () => verbs.hold({ featureKey }), refusal);
    },
  );

  test('is one outcome of spendMany, which charges the others', async () => {
    const { userId, system } = await openWithVerbs(database.db);
    const spends = [chat, 'nothing', chat].map((featureKey, index) => ({
      featureKey,
      idempotencyKey: `s${index}`,
    }));
    const { outcomes } = await spendMany(system, { userId, spends });
    expect(outcomes).toMatchObject([{ ok: true }, { error: { code: 'UNKNOWN_FEATURE' } }, { ok: true }]);
  });

  test.each([
    ['empty', ''],
    ['of 101 characters', 'x'.repeat(101)],
    ['with U+0000', 'a\0'],
    ['a number', 5],
  ])('a key that is %s is invalid input', async (_name, featureKey) => {
    const { userId, verbs } = await openWithVerbs(database.db);
    for (const verb of [verbs.spend, verbs.hold]) {
      await expectRefused(database.db, userId, () => verb({ featureKey }), { code: 'INVALID_INPUT' });
    }
    const caps = [{ period: 'DAY', limitCredits: 1, featureKey }];
    await expectRefused(database.db, userId, () => verbs.setSpendCaps({ caps }), { code: 'INVALID_INPUT' });
  });
});

describe('law 10: failed means untouched: an account that was deactivated', () => {
  async function deactivated() {
    const account = await openWithVerbs(database.db);
    await database.db.user.update({ where: { id: account.userId }, data: { isActive: false } });
    return account;
  }
  const inactive = { code: 'ACCOUNT_INACTIVE' };

  test('neither spends nor holds', async () => {
    const { userId, verbs, own } = await deactivated();
    await expectRefused(database.db, userId, () => verbs.spend({}), inactive);
    await expectRefused(database.db, userId, () => verbs.spend({}, own), inactive);
    await expectRefused(database.db, userId, () => verbs.hold({}), inactive);
  });

  test('still pays for work that it held credits for, but not beyond', async () => {
    const { userId, verbs, balance } = await deactivated();
    await expectRefused(database.db, userId, () => verbs.capture({ amountCredits: 11 }), inactive);
    await verbs.capture({ amountCredits: 10 });
    expect(await balance()).toEqual([105, 0]);
  });

  test('still gets refunds, grants and corrections, and can be released', async () => {
    const { verbs, balance } = await deactivated();
    for (const verb of ['refund', 'grant', 'adjust', 'extend', 'release', 'void'] as const) {
      await expect(verbs[verb]({}), verb).resolves.toMatchObject({ replayed: false });
    }
    expect(await balance()).toEqual([109, 0]);
  });
});

describe('law 10: failed means untouched: limits', () => {
  const day = { period: 'DAY', limitCredits: 5 };

  test.each([
    ['twice the same cap', [day, { ...day, limitCredits: 7 }]],
    ['twice the same cap of all features', [day, { ...day, featureKey: null }]],
    ['a negative cap', [{ ...day, limitCredits: -1 }]],
    ['a fraction of a credit', [{ ...day, limitCredits: 0.5 }]],
    ['more than a balance can be', [{ ...day, limitCredits: 2_147_483_648 }]],
    ['no limit', [{ period: 'DAY' }]],
    ['a period that there is not', [{ ...day, period: 'WEEK' }]],
    ['what is used', [{ ...day, usedCredits: 0 }]],
    ['21 caps', Array.from({ length: 21 }, (_, index) => ({ ...day, featureKey: `f${index}` }))],
    ['no list', undefined],
  ])('%s cannot be set', async (_name, caps) => {
    const { userId, verbs } = await openWithVerbs(database.db);
    await expectRefused(database.db, userId, () => verbs.setSpendCaps({ caps }), { code: 'INVALID_INPUT' });
  });

  test('20 caps can, and a cap of 0 credits stops all spending', async () => {
    const { userId, verbs } = await openWithVerbs(database.db);
    const caps = Array.from({ length: 19 }, (_, index) => ({ ...day, featureKey: `f${index}` }));
    await verbs.setSpendCaps({ caps: [...caps, { ...day, limitCredits: 0 }] });
    const refusal = { code: 'SPEND_CAP_REACHED', details: { limit: 0, featureKey: null } };
    await expectRefused(database.db, userId, () => verbs.spend({}), refusal);
    await expectRefused(database.db, userId, () => verbs.hold({}), refusal);
    await expectRefused(database.db, userId, () => verbs.capture({ amountCredits: 11 }), refusal);
  });

  test.each([undefined, '', '  ', 'ab', 'x'.repeat(501), 'a reason\0', 'a reason\ud800', 7])(
    'a reason of %j is none',
    async (reason) => {
      const { userId, verbs } = await openWithVerbs(database.db);
      for (const verb of [verbs.void, verbs.adjust, verbs.setSpendCaps, verbs.setOverdraft]) {
        await expectRefused(database.db, userId, () => verb({ reason }), { code: 'INVALID_INPUT' });
      }
    },
  );

  test('what an account owes already cannot be disallowed', async () => {
    const { userId, verbs } = await openWithVerbs(database.db);
    await verbs.setOverdraft({ overdraftCredits: 10 });
    await verbs.adjust({ deltaCredits: -112 });
    await expectRefused(database.db, userId, () => verbs.setOverdraft({ overdraftCredits: 6 }), {
      code: 'OVERDRAFT_IN_USE',
      details: { owed: 7 },
    });
    await expectRefused(database.db, userId, () => verbs.hold({ amountCredits: 4 }), {
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 4, available: 3 },
    });
  });

  test('an adjustment needs the balance that the admin saw, and changes something', async () => {
    const { userId, verbs } = await openWithVerbs(database.db);
    const to = (fields: object) => () => verbs.adjustTo(fields);
    await expectRefused(database.db, userId, to({ creditsRemaining: 105 }), { code: 'INVALID_INPUT' });
    await expectRefused(database.db, userId, to({ expectedCreditsRemaining: 104 }), {
      code: 'BALANCE_MOVED',
      details: { expected: 104, actual: 105 },
    });
    await expectRefused(database.db, userId, () => verbs.adjust({ deltaCredits: -106 }), {
      code: 'INSUFFICIENT_CREDITS',
      details: { required: 106, available: 105 },
    });
  });
});
