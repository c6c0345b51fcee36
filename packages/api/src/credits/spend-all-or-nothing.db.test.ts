import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createEngine } from '../engine.ts';
import { spendCredits } from './spend-credits.ts';
import { spendMany } from './spend-many.ts';

const database = useTestDatabase();
const chat = { featureKey: 'ai_text_chat' };
const image = { featureKey: 'ai_image_generation' };

function withEngine<Context extends ServiceContext>(ctx: Context): Context {
  const engine = createEngine({ db: database.db });
  onTestFinished(() => engine.close());
  return { ...ctx, engine };
}

async function open(credits = 100) {
  const account = await createAccount(database.db, { credits });
  const entries = () => database.db.usageHistory.count({ where: { userId: account.userId, kind: 'SPEND' } });
  return { ...account, entries };
}

function numbered(count: number, use = chat) {
  return Array.from({ length: count }, (_, index) => ({ ...use, idempotencyKey: `k${index}` }));
}

describe('all or nothing', () => {
  test('charges all in one transaction, in the order given, more than one statement takes', async () => {
    const account = await open(300);
    const request = { userId: account.userId, spends: numbered(300), allOrNothing: true };
    const { outcomes, refused } = await spendMany(withEngine(account.own), request);
    expect(refused).toBeNull();
    expect(outcomes.map((outcome) => outcome.ok && outcome.entry.balanceAfter)).toEqual(
      Array.from({ length: 300 }, (_, index) => 299 - index),
    );
    const again = await spendMany(withEngine(account.own), request);
    expect(again.outcomes.every((outcome) => outcome.ok && outcome.replayed)).toBe(true);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('charges nothing when one does not fit, and names the first', async () => {
    const account = await open(200);
    const spends = [...numbered(180), { ...image, idempotencyKey: 'x' }, ...numbered(30, image)];
    const result = await spendMany(withEngine(account.own), {
      userId: account.userId,
      spends: spends.map((spend, index) => ({ ...spend, idempotencyKey: `key-${index}` })),
      allOrNothing: true,
    });
    expect(result).toEqual({
      outcomes: [],
      refused: {
        index: 184,
        idempotencyKey: 'key-184',
        error: {
          code: 'INSUFFICIENT_CREDITS',
          message: 'Not enough credits: this needs 5, you have 0.',
          required: 5,
          available: 0,
        },
      },
    });
    expect(await account.entries()).toBe(0);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('the first is the first in order, whichever way each would be refused', async () => {
    const [poor, rich] = [await open(1), await open(100)];
    const unknown = { featureKey: 'nothing', userId: rich.userId };
    const used = { ...chat, userId: rich.userId };
    await spendCredits(rich.own, { ...used, idempotencyKey: 'used' });
    const call = (spends: { featureKey: string; userId: string }[]) =>
      spendMany(withEngine(rich.system), {
        spends: spends.map((spend, index) => ({ idempotencyKey: `k${index}`, ...spend })),
        allOrNothing: true,
      });
    const short = { ...image, userId: poor.userId };
    expect((await call([used, unknown, short])).refused).toMatchObject({
      index: 1,
      error: { code: 'UNKNOWN_FEATURE' },
    });
    expect((await call([used, short, unknown])).refused).toMatchObject({
      index: 1,
      error: { code: 'INSUFFICIENT_CREDITS' },
    });
    const conflict = { ...image, userId: rich.userId, idempotencyKey: 'used' };
    expect((await call([used, conflict, short])).refused).toMatchObject({
      index: 1,
      idempotencyKey: 'used',
      error: { code: 'CONFLICT' },
    });
    expect(await rich.entries()).toBe(1);
    expect(await poor.entries()).toBe(0);
  });

  test('a key that was charged before counts, and a second use of a key in the call replays the first', async () => {
    const account = await open(2);
    await spendCredits(account.own, { ...chat, userId: account.userId, idempotencyKey: 'k0' });
    const { outcomes } = await spendMany(withEngine(account.own), {
      userId: account.userId,
      spends: [...numbered(2), ...numbered(2)],
      allOrNothing: true,
    });
    expect(outcomes.map((outcome) => outcome.ok && outcome.replayed)).toEqual([true, false, true, true]);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('calls on the same accounts in opposite order neither deadlock nor overdraw', async () => {
    const [one, two] = [await open(15), await open(15)];
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, call) => {
        const owners = call % 2 ? [one, two] : [two, one];
        return spendMany(withEngine(one.system), {
          spends: owners.flatMap(({ userId }) =>
            numbered(5).map((spend) => ({
              ...spend,
              userId,
              idempotencyKey: `${call}-${spend.idempotencyKey}`,
            })),
          ),
          allOrNothing: true,
        });
      }),
    );
    expect(results.filter(({ refused }) => refused === null)).toHaveLength(3);
    for (const account of [one, two]) {
      expect(await account.entries()).toBe(15);
      await expectLedgerHolds(database.db, account.userId);
    }
  });

  test('a key that another transaction commits meanwhile is replayed, and the rest is charged', async () => {
    const account = await open(10);
    const { userId } = account;
    const [calling] = await database.db.$transaction(async (tx) => {
      await spendCredits({ ...account.own, db: tx }, { ...chat, userId, idempotencyKey: 'k0' });
      // A promise is not awaited on the way out of an array.
      const started = [spendMany(account.own, { userId, spends: numbered(2), allOrNothing: true })];
      const waiting = () =>
        database.db.$queryRaw`SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect.poll(waiting).toHaveLength(1);
      return started;
    });
    const outcomes = (await calling)?.outcomes ?? [];
    expect(outcomes.map((outcome) => outcome.ok && outcome.replayed)).toEqual([true, false]);
    await expectLedgerHolds(database.db, userId);
  });

  test('a refusal inside a caller’s transaction undoes its own spends only', async () => {
    const account = await open(6);
    await database.db.$transaction(async (tx) => {
      const ctx = { ...account.own, db: tx };
      await spendCredits(ctx, { ...chat, userId: account.userId, idempotencyKey: 'before' });
      const { refused } = await spendMany(ctx, {
        userId: account.userId,
        spends: numbered(2, image),
        allOrNothing: true,
      });
      expect(refused?.index).toBe(1);
      await spendCredits(ctx, { ...image, userId: account.userId, idempotencyKey: 'after' });
    });
    expect(await account.entries()).toBe(2);
    await expectLedgerHolds(database.db, account.userId);
  });
});
