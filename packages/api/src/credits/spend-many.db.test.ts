import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createEngine } from '../engine.ts';
import { quoteSpend } from './quote-spend.ts';
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

describe.each([
  ['through the queue', withEngine],
  ['without an engine', <Context extends ServiceContext>(ctx: Context) => ctx],
])('each with its own outcome, %s', (_name, through) => {
  test('decides in the order given: a refusal does not stop what still fits', async () => {
    const account = await open(8);
    const { outcomes, refused } = await spendMany(through(account.own), {
      userId: account.userId,
      spends: [
        { ...image, idempotencyKey: 'a' },
        { ...image, idempotencyKey: 'b' },
        { featureKey: 'nothing', idempotencyKey: 'c' },
        { ...chat, idempotencyKey: 'd' },
        { ...chat, idempotencyKey: 'a' },
        { ...chat, idempotencyKey: 'd' },
      ],
    });
    expect(refused).toBeNull();
    expect(outcomes).toMatchObject([
      { ok: true, replayed: false, entry: { creditsUsed: 5, balanceAfter: 3 } },
      { ok: false, error: { code: 'INSUFFICIENT_CREDITS', required: 5, available: 3 } },
      { ok: false, error: { code: 'UNKNOWN_FEATURE', featureKey: 'nothing' } },
      { ok: true, replayed: false, entry: { creditsUsed: 1, balanceAfter: 2 } },
      { ok: false, error: { code: 'CONFLICT', fields: ['featureKey'] } },
      { ok: true, replayed: true, entry: { balanceAfter: 2 } },
    ]);
    await expectLedgerHolds(database.db, account.userId);
  });
});

describe('many at once', () => {
  test('500 in one call; sent again they all answer with the original entries', async () => {
    const account = await open(1000);
    const ctx = withEngine(account.own);
    const request = { userId: account.userId, spends: numbered(500) };
    const first = await spendMany(ctx, request);
    expect(first.outcomes.map((outcome) => outcome.ok && outcome.entry.seq)).toEqual(
      Array.from({ length: 500 }, (_, index) => index + 2),
    );
    const again = await spendMany(ctx, request);
    expect(again.outcomes).toEqual(first.outcomes.map((outcome) => ({ ...outcome, replayed: true })));
    expect(await account.entries()).toBe(500);
    await expectLedgerHolds(database.db, account.userId);
  });

  test('each spend may name its own account, for the system', async () => {
    const [one, two] = [await open(), await open(0)];
    const { outcomes } = await spendMany(withEngine(one.system), {
      userId: one.userId,
      spends: [
        { ...chat, idempotencyKey: 'k' },
        { ...chat, idempotencyKey: 'k', userId: two.userId },
        { ...chat, idempotencyKey: 'k', userId: 'nobody' },
      ],
    });
    expect(outcomes).toMatchObject([
      { ok: true, entry: { userId: one.userId } },
      { ok: false, error: { code: 'INSUFFICIENT_CREDITS' } },
      { ok: false, error: { code: 'NOT_FOUND', message: 'No such user.' } },
    ]);
  });

  test('two calls with the same keys at once charge each key once', async () => {
    const account = await open(100);
    const request = { userId: account.userId, spends: numbered(40) };
    const answers = await Promise.all(
      [false, false, true, true].map((allOrNothing) =>
        spendMany(withEngine(account.own), { ...request, allOrNothing }),
      ),
    );
    for (const { outcomes } of answers) expect(outcomes.filter(({ ok }) => ok)).toHaveLength(40);
    expect(await account.entries()).toBe(40);
    await expectLedgerHolds(database.db, account.userId);
  });
});

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

test('a quoted spend among others keeps its place and its cost', async () => {
  const account = await open(12);
  const quoted = { ...image, quantity: 1 };
  const { quoteId } = await quoteSpend(account.own, { ...quoted, userId: account.userId });
  await setFeatureCosts(database.db, { ai_image_generation: 7 });
  const { outcomes } = await spendMany(withEngine(account.own), {
    userId: account.userId,
    spends: [
      { ...quoted, quoteId, idempotencyKey: 'quoted' },
      { ...quoted, idempotencyKey: 'plain' },
      { ...chat, idempotencyKey: 'short' },
    ],
  });
  await setFeatureCosts(database.db, {});
  expect(outcomes).toMatchObject([
    { entry: { creditsUsed: 5, balanceAfter: 7 } },
    { entry: { creditsUsed: 7, balanceAfter: 0 } },
    { error: { code: 'INSUFFICIENT_CREDITS' } },
  ]);
});

describe('what is refused as a whole, before anything is charged', () => {
  test.each([
    ['no spend', [], 'spends: '],
    ['501 spends', numbered(501), 'spends: At most 500 spends in one call.'],
    ['one spend without a key', [...numbered(1), chat], 'spends.1.idempotencyKey: '],
    ['one spend of 0 units', [...numbered(1), { ...numbered(1)[0], quantity: 0 }], 'spends.1.quantity: '],
  ])('%s', async (_name, spends, message) => {
    const account = await open();
    // The types forbid some of these requests; callers without types send them all the same.
    const request = { userId: account.userId, spends } as never;
    await expect(spendMany(account.own, request)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(await account.entries()).toBe(0);
  });

  test('spends of no account, of another user’s, and of nobody who is signed in', async () => {
    const [owner, stranger] = [await open(), await open()];
    await expect(spendMany(owner.system, { spends: numbered(1) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: 'spends.0.userId: Say whose account this spend charges.',
    });
    const mixed = [
      { ...chat, idempotencyKey: 'mine' },
      { ...chat, idempotencyKey: 'theirs', userId: owner.userId },
    ];
    const stolen = spendMany(stranger.own, { userId: stranger.userId, spends: mixed });
    await expect(stolen).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger.entries()).toBe(0);
    const anonymous = spendMany(
      { ...owner.own, principal: null },
      { userId: owner.userId, spends: numbered(1) },
    );
    await expect(anonymous).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
