import { useTestDatabase } from '@scrip/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { spendCredits } from './spend-credits.ts';
import { getBalanceAt } from './statement.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';
import { openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();

describe('law 4: numbered', () => {
  test('entries of all verbs at once are numbered without a gap, each with the balance after it', async () => {
    const engine = createEngine({ db: database.db });
    onTestFinished(() => engine.close());
    const { verbs, userId, system, spent, held } = await openWithVerbs(database.db);
    const work = Array.from({ length: 30 }, (_, nth) =>
      Promise.allSettled([
        spendCredits({ ...system, engine }, { userId, featureKey: chat, idempotencyKey: `engine ${nth}` }),
        verbs.spend({ idempotencyKey: `alone ${nth}` }),
        nth % 3 ? verbs.grant({ amountCredits: nth }) : verbs.refund({ spendId: spent.id, amountCredits: 1 }),
        nth % 2 ? verbs.hold({ amountCredits: 1 }) : verbs.adjust({ deltaCredits: nth - 10 }),
        nth === 15 ? verbs.capture({ holdId: held.id }) : verbs.void({}),
      ]),
    );
    const outcomes = (await Promise.all(work)).flat();
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(90);
    const entries = await database.db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
    let owned = 0;
    for (const [index, { seq, balanceAfter, creditsUsed }] of entries.entries()) {
      owned -= creditsUsed;
      expect([seq, balanceAfter]).toEqual([index + 1, owned]);
    }
    const balance = await database.db.creditBalance.findUniqueOrThrow({ where: { userId } });
    expect(balance.creditsRemaining + balance.creditsHeld).toBe(owned);
    expect(balance.lastSeq).toBe(entries.length);
  });

  test('any past balance can be told, and time in an account never goes back', async () => {
    const { spend, grant, pass, later, system, userId } = await openAccount(database.db, 10);
    await spend(2);
    pass(hour);
    await grant(5);
    // The clock of another process lags behind.
    pass(-2 * hour);
    await spend();
    pass(3 * hour);
    const entries = await database.db.usageHistory.findMany({ where: { userId }, orderBy: { seq: 'asc' } });
    const times = entries.map(({ timestamp }) => timestamp.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const { timestamp } of entries) {
      const newest = entries.findLast((entry) => entry.timestamp <= timestamp);
      expect(await getBalanceAt(system, userId, { at: timestamp })).toMatchObject({
        creditsOwned: newest?.balanceAfter,
        seq: newest?.seq,
      });
    }
    expect(await getBalanceAt(system, userId, { at: later(0) })).toMatchObject({ creditsOwned: 12 });
  });

  test('time does not go back within a statement that carries spends of several instants', async () => {
    const { system, userId, later, balance } = await openAccount(database.db, 10);
    const engine = createEngine({ db: database.db });
    onTestFinished(() => engine.close());
    const spendAt = (at: Date) =>
      spendCredits(
        { ...system, engine, now: () => at },
        { userId, featureKey: chat, idempotencyKey: at.toISOString() },
      );
    const receipts = await Promise.all([3, 1, 2, 4].map((ms) => spendAt(later(ms))));
    expect(receipts.map(({ entry }) => [entry.seq, entry.timestamp])).toEqual(
      [3, 3, 3, 4].map((ms, nth) => [nth + 2, later(ms)]),
    );
    expect(await balance()).toEqual([6, 0]);
  });
});
