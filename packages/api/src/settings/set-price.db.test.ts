import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { quoteSpend } from '../credits/quote-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { createEngine } from '../engine.ts';
import type { SetPriceInput } from './feature-schema.ts';
import { getFeature, listPriceHistory } from './list-features.ts';
import { cancelScheduledPrice, setPrice } from './set-price.ts';
import { createFeatureAsAdmin } from './test-support.ts';

const database = useTestDatabase();
const start = new Date('2026-11-01T10:00:00Z');
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(start.getTime() + hours * HOUR_MS);
const perToken = {
  perUnit: { credits: 3, units: 1000 },
  minimumCredits: 1,
  models: { big: { multiplierPercent: 250 } },
};

async function stage() {
  const { admin, feature } = await createFeatureAsAdmin(database.db, { price: 3 });
  const user = await createAccount(database.db, { credits: 1000, now: () => start });
  const at = (now: Date) => ({ ...admin.own, now: () => now });
  let spends = 0;
  const spend = async (now: Date, use: object = {}) => {
    spends += 1;
    const request = {
      userId: user.userId,
      featureKey: feature.key,
      idempotencyKey: `spend-${spends}`,
      ...use,
    };
    return (await spendCredits({ ...user.system, now: () => now }, request)).entry;
  };
  const history = async () => (await listPriceHistory(admin.own, { key: feature.key, limit: 50 })).items;
  return { admin, user, feature, key: feature.key, at, spend, history };
}

test('a new price is charged at once, and entries tell which version they were charged at', async () => {
  const { admin, feature, key, spend, history } = await stage();
  const now = new Date();
  const first = await spend(now);
  const changed = await setPrice(admin.own, {
    key,
    version: feature.version,
    price: 9,
    reason: 'Costs more',
  });
  const second = await spend(new Date());
  expect([first.creditsUsed, second.creditsUsed]).toEqual([3, 9]);
  expect([first.priceVersionId, second.priceVersionId]).toEqual([
    feature.priceVersionId,
    changed.priceVersionId,
  ]);
  expect(await history()).toMatchObject([
    {
      id: changed.priceVersionId,
      price: { flat: 9 },
      reason: 'Costs more',
      createdBy: { id: admin.userId },
      effectiveTo: null,
    },
    { id: feature.priceVersionId, price: { flat: 3 }, createdBy: { id: admin.userId } },
  ]);
  const [newest, oldest] = await history();
  expect(oldest?.effectiveTo).toEqual(newest?.effectiveFrom);
});

test('a plain number stays a plain number in featureCosts, and a structured price an object', async () => {
  const { admin, feature, key } = await stage();
  const costs = async () => (await database.db.adminSettings.findFirstOrThrow()).featureCosts;
  expect(await costs()).toMatchObject({ [key]: 3 });
  const { version } = await setPrice(admin.own, {
    key,
    version: feature.version,
    price: { flat: 4 },
    reason: 'Flat',
  });
  expect(await costs()).toMatchObject({ [key]: 4 });
  await setPrice(admin.own, { key, version, price: perToken, reason: 'By token' });
  expect(await costs()).toMatchObject({ [key]: perToken });
});

test('a new price reaches other processes within a second', async () => {
  const { admin, feature, key, user } = await stage();
  const engines = [createEngine({ db: database.db }), createEngine({ db: database.db })];
  const quotes = () =>
    Promise.all(
      engines.map(async (engine) => {
        const quote = await quoteSpend({ ...user.own, engine }, { featureKey: key, userId: user.userId });
        return quote.costCredits;
      }),
    );
  expect(await quotes()).toEqual([3, 3]);
  await setPrice(admin.own, { key, version: feature.version, price: 8, reason: 'Now' });
  await expect.poll(quotes, { timeout: 1000 }).toEqual([8, 8]);
  await Promise.all(engines.map((engine) => engine.close()));
});

test('a planned price takes effect at its instant, by whichever process looks first', async () => {
  const { key, feature, at, spend, history, admin } = await stage();
  const planned = await setPrice(at(start), {
    key,
    version: feature.version,
    price: 11,
    reason: 'New year',
    effectiveFrom: later(2),
  });
  expect(planned).toMatchObject({
    price: { flat: 3 },
    scheduled: [{ price: { flat: 11 }, effectiveFrom: later(2) }],
  });
  expect((await spend(new Date(later(2).getTime() - 1))).creditsUsed).toBe(3);
  const spends = await Promise.all([spend(later(2)), spend(later(2)), spend(later(2))]);
  expect(spends.map(({ creditsUsed }) => creditsUsed)).toEqual([11, 11, 11]);
  expect(new Set(spends.map(({ priceVersionId }) => priceVersionId)).size).toBe(1);
  expect((await history())[0]).toMatchObject({
    price: { flat: 11 },
    reason: 'New year',
    createdBy: { id: admin.userId },
  });
  expect(await getFeature(at(later(2)), key)).toMatchObject({ price: { flat: 11 }, scheduled: [] });
});

test('prices that fell due while no process ran take effect in their order', async () => {
  const { key, feature, at, spend, history } = await stage();
  const plan = (version: number, price: number, hours: number) =>
    setPrice(at(start), { key, version, price, reason: 'Step by step', effectiveFrom: later(hours) });
  const { version } = await plan(feature.version, 20, 2);
  await plan(version, 10, 1);
  expect((await spend(later(5))).creditsUsed).toBe(20);
  expect((await history()).map(({ price }) => price)).toEqual([{ flat: 20 }, { flat: 10 }, { flat: 3 }]);
});

test('a cancelled price never takes effect; one that has cannot be cancelled', async () => {
  const { key, feature, at, spend } = await stage();
  const request = { key, version: feature.version, price: 11, reason: 'Perhaps', effectiveFrom: later(1) };
  const [planned] = (await setPrice(at(start), request)).scheduled;
  const id = planned?.id ?? '';
  const { version, scheduled } = await cancelScheduledPrice(at(start), { id, reason: 'Not now' });
  expect(scheduled).toEqual([]);
  expect((await spend(later(2))).creditsUsed).toBe(3);
  const [other] = (await setPrice(at(later(2)), { ...request, version, effectiveFrom: later(3) })).scheduled;
  const late = cancelScheduledPrice(at(later(3)), { id: other?.id ?? '', reason: 'Too late' });
  await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(cancelScheduledPrice(at(later(3)), { id, reason: 'Again' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a price that took effect by itself makes the change of whoever did not see it out of date', async () => {
  const { key, feature, at } = await stage();
  const request = { key, price: 11, reason: 'Planned', effectiveFrom: later(1) };
  const { version } = await setPrice(at(start), { ...request, version: feature.version });
  const stale = setPrice(at(later(2)), { key, version, price: 4, reason: 'Unaware' });
  await expect(stale).rejects.toMatchObject({ code: 'OUT_OF_DATE' });
});

test('of two admins who price one feature at once, one is told', async () => {
  const { admin, key, feature } = await stage();
  const set = (price: number) =>
    setPrice(admin.own, { key, version: feature.version, price, reason: 'Mine' });
  const results = await Promise.allSettled([set(5), set(6), set(7)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await database.db.auditLog.count({ where: { targetId: key, action: 'features.setPrice' } })).toBe(1);
});

test('without an override the price is the default of the code; a feature without one is not for sale', async () => {
  const { admin, key, feature, spend, history } = await stage();
  const gone = await setPrice(admin.own, { key, version: feature.version, price: null, reason: 'Unpriced' });
  expect(gone).toMatchObject({ price: null, priceSource: null, priceVersionId: null });
  await expect(spend(new Date())).rejects.toMatchObject({ code: 'UNKNOWN_FEATURE' });
  expect((await history())[0]).toMatchObject({ price: null, reason: 'Unpriced' });
  const back = await setPrice(admin.own, { key, version: gone.version, price: 3, reason: 'Priced' });
  expect(back.priceVersionId).not.toBe(feature.priceVersionId);
});

const refused: [string, Partial<SetPriceInput>][] = [
  ['an instant in the past', { effectiveFrom: new Date(start.getTime() - 1) }],
  ['a negative price', { price: -1 }],
  ['a fractional price', { price: 1.5 }],
  ['a price above the limit', { price: 2_147_483_648 }],
  ['no reason', { reason: '  ' }],
  ['a multiplier of zero', { price: { ...perToken, models: { big: { multiplierPercent: 0 } } } }],
];

test.each(refused)('%s is refused, and the price stays', async (_, input) => {
  const { key, feature, at, history } = await stage();
  const before = await history();
  const asked = setPrice(at(start), { key, version: feature.version, price: 4, reason: 'Because', ...input });
  await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await history()).toEqual(before);
});

test('an instant that has a planned price already, and an unknown feature, are refused', async () => {
  const { key, feature, at } = await stage();
  const request = { key, price: 4, reason: 'Twice', effectiveFrom: later(1) };
  const { version } = await setPrice(at(start), { ...request, version: feature.version });
  await expect(setPrice(at(start), { ...request, version })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const unknown = setPrice(at(start), { ...request, key: 'no_such', version: 1 });
  await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
