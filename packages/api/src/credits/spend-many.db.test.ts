import { createAccount, expectLedgerHolds, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { createEngine } from '../engine.ts';
import { quoteSpend } from './quote-spend.ts';
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
