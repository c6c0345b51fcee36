import { useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { listHistory } from './history.ts';
import { HistoryInput } from './schema.ts';
import { getBalanceAt, getStatement } from './statement.ts';
import { hour } from './test-support/open-account.ts';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();
let account: Awaited<ReturnType<typeof openWithVerbs>>;
beforeAll(async () => {
  account = await openWithVerbs(database.db);
});

const invalid = { code: 'INVALID_INPUT' };
const firstInstant = new Date(-8.64e15);
const lastInstant = new Date(8.64e15);
const noDates = [new Date(Number.NaN), '2026-12-01', 1_800_000_000_000, null, {}, firstInstant, lastInstant];

describe('law 10: failed means untouched: a grant', () => {
  test('cannot expire in the past, or at this very instant', async () => {
    const { userId, verbs, later } = account;
    for (const expiresAt of [later(-hour), later(0)]) {
      await expectRefused(database.db, userId, () => verbs.grant({ expiresAt }), {
        ...invalid,
        details: { issues: [{ path: 'expiresAt', message: 'A grant cannot expire in the past.' }] },
      });
    }
  });

  test('cannot expire before it starts, or when it starts', async () => {
    const { userId, verbs, later } = account;
    for (const expiresAt of [later(hour), later(2 * hour)]) {
      const work = () => verbs.grant({ startsAt: later(2 * hour), expiresAt });
      await expectRefused(database.db, userId, work, invalid);
    }
  });

  test.each(noDates)('refuses %s for a start or an expiry', async (bad) => {
    const { userId, verbs } = account;
    for (const field of ['startsAt', 'expiresAt']) {
      await expectRefused(database.db, userId, () => verbs.grant({ [field]: bad }), invalid);
    }
  });

  test('that has expired cannot be voided', async () => {
    const { userId, verbs, grant, later, pass } = await openWithVerbs(database.db);
    const { grant: short } = await grant(5, { expiresAt: later(hour) });
    pass(hour);
    await expectRefused(database.db, userId, () => verbs.void({ grantId: short.id }), {
      code: 'GRANT_ENDED',
      details: { reason: 'EXPIRED' },
    });
  });
});

describe('looking back', () => {
  test('a statement needs a period that ends after it starts', async () => {
    const { userId, system, later } = account;
    const now = later(0);
    for (const to of [now, later(-1)]) {
      await expect(getStatement(system, userId, { from: now, to })).rejects.toMatchObject(invalid);
    }
  });

  test('the balance of an instant that lies ahead is not known', async () => {
    const { userId, system, later } = account;
    await expect(getBalanceAt(system, userId, { at: later(1) })).rejects.toMatchObject(invalid);
    await expect(getBalanceAt(system, userId, { at: later(0) })).resolves.toMatchObject({
      creditsOwned: 115,
    });
  });

  test('before the first entry the balance was 0', async () => {
    const { userId, system, later } = account;
    expect(await getBalanceAt(system, userId, { at: new Date(0) })).toMatchObject({
      creditsOwned: 0,
      seq: 0,
    });
    const period = { from: new Date(0), to: later(-hour) };
    expect(await getStatement(system, userId, period)).toMatchObject({ openingCredits: 0, movements: [] });
  });

  test.each(noDates)('%s is no instant to look back to', async (bad) => {
    const { userId, system, later } = account;
    // The types forbid what is no date; callers without types send it all the same.
    const at = bad as Date;
    await expect(getBalanceAt(system, userId, { at })).rejects.toMatchObject(invalid);
    await expect(getStatement(system, userId, { from: at, to: later(0) })).rejects.toMatchObject(invalid);
    await expect(getStatement(system, userId, { from: later(0), to: at })).rejects.toMatchObject(invalid);
  });

  test('a history may be asked for from the year 1 to the year 9999', async () => {
    const { userId, system } = account;
    const page = { limit: 1, from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' };
    expect((await listHistory(system, userId, page)).items).toHaveLength(1);
    for (const flaw of [{ from: '0000-12-31T23:59:59Z' }, { to: '9999-12-31T23:59:59-01:00' }]) {
      expect(HistoryInput.safeParse({ ...page, ...flaw }).success).toBe(false);
    }
  });
});
