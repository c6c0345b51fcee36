import { setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { afterEach, expect, test } from 'vitest';
import { quoteSpend } from './quote-spend.ts';
import { spendCredits } from './spend-credits.ts';
import { spendMany } from './spend-many.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';

const database = useTestDatabase();
const spends = ['a', 'b', 'c'].map((idempotencyKey) => ({ featureKey: chat, idempotencyKey }));

afterEach(async () => {
  await database.db.$executeRaw`DROP TRIGGER IF EXISTS broken ON "UsageHistory"`;
  await setFeatureCosts(database.db, {});
});

test.each([true, false])(
  'what is due happens before spends of one call, all or nothing: %s',
  async (allOrNothing) => {
    const { system, userId, grant, later, pass, balance } = await openAccount(database.db, 5);
    await grant(10, { expiresAt: later(hour) });
    pass(hour);
    const { outcomes } = await spendMany(system, { userId, spends, allOrNothing });
    expect(outcomes).toMatchObject([4, 3, 2].map((balanceAfter) => ({ ok: true, entry: { balanceAfter } })));
    expect(await balance()).toEqual([2, 0]);
  },
);

test.each([
  ['back', -1, [0, 0, 0]],
  ['on', 1, [0, 1, 2]],
])('a clock that goes %s never takes the spends of one call back', async (_, step, elapsed) => {
  const { system, userId, later } = await openAccount(database.db);
  let ahead = 100;
  const now = () => {
    ahead += step;
    return later(ahead);
  };
  const { outcomes } = await spendMany({ ...system, now }, { userId, spends, allOrNothing: true });
  const times = outcomes.map((outcome) => (outcome.ok ? outcome.entry.timestamp.getTime() : Number.NaN));
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual(elapsed);
});

test('an error that is no refusal is thrown, and nothing is charged', async () => {
  const { system, userId, balance } = await openAccount(database.db);
  await database.db.$executeRaw`
    CREATE OR REPLACE FUNCTION break_spends() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no room left'; END $$`;
  await database.db.$executeRaw`
    CREATE TRIGGER broken BEFORE INSERT ON "UsageHistory" FOR EACH ROW EXECUTE FUNCTION break_spends()`;
  for (const allOrNothing of [true, false]) {
    await expect(spendMany(system, { userId, spends, allOrNothing })).rejects.toThrow('no room left');
  }
  await expect(spendCredits(system, { userId, featureKey: chat, idempotencyKey: 'alone' })).rejects.toThrow(
    'no room left',
  );
  expect(await balance()).toEqual([100, 0]);
});

test('details of spends come back as they were sent, alone and among others', async () => {
  const { system, userId } = await openAccount(database.db);
  const details = { note: 'x' };
  const { outcomes } = await spendMany(system, {
    userId,
    spends: [
      { featureKey: chat, idempotencyKey: 'a', details },
      { featureKey: chat, idempotencyKey: 'b' },
    ],
    allOrNothing: true,
  });
  expect(outcomes).toMatchObject([{ entry: { details } }, { entry: { details: null } }]);
  const alone = { userId, featureKey: chat, idempotencyKey: 'alone', details };
  expect((await spendCredits(system, alone)).entry.details).toEqual(details);
  expect(await spendCredits(system, alone)).toMatchObject({ replayed: true, entry: { details } });
});

test('a quote for a model pays for that model alone, and says when it has expired', async () => {
  await setFeatureCosts(database.db, {
    [chat]: {
      perUnit: { credits: 1, units: 1 },
      models: { small: { multiplierPercent: 100 }, large: { multiplierPercent: 200 } },
    },
  });
  const { system, userId, pass, later } = await openAccount(database.db);
  const use = { userId, featureKey: chat, quantity: 3, model: 'large' };
  const { quoteId } = await quoteSpend(system, use);
  const redeem = (idempotencyKey: string, model: string) =>
    spendCredits(system, { ...use, model, quoteId, idempotencyKey });
  await expect(redeem('a', 'small')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { issues: [{ path: 'model', message: 'The quote is for large, not for small.' }] },
  });
  expect((await redeem('b', 'large')).entry.creditsUsed).toBe(6);
  const end = later(600_000);
  pass(600_000);
  await expect(redeem('c', 'large')).rejects.toMatchObject({
    message: `This quote expired at ${end.toISOString()}. Ask for a new one.`,
  });
});
