import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { holdCredits } from '../credits/hold-credits.ts';
import { quoteSpend } from '../credits/quote-spend.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { createEngine } from '../engine.ts';
import type { CreateFeatureInput } from './feature-schema.ts';
import { archiveFeature, createFeature, restoreFeature, updateFeature } from './features.ts';
import { listFeatures } from './list-features.ts';
import { createFeatureAsAdmin, newFeature } from './test-support.ts';

const database = useTestDatabase();

const audits = (key: string) =>
  database.db.auditLog.findMany({
    where: { targetType: 'feature', targetId: key },
    orderBy: { createdAt: 'asc' },
  });

test('a feature that an admin adds is quoted, held and spent by its key, and its entries name its price', async () => {
  const { feature } = await createFeatureAsAdmin(database.db, { price: 7, operationType: 'TASK_GENERATION' });
  const user = await createAccount(database.db, { credits: 100 });
  const use = { userId: user.userId, featureKey: feature.key };
  expect(await quoteSpend(user.own, use)).toMatchObject({ costCredits: 7 });
  const { entry } = await spendCredits(user.system, { ...use, idempotencyKey: 'spend' });
  expect(entry).toMatchObject({
    creditsUsed: 7,
    operationType: 'TASK_GENERATION',
    priceVersionId: feature.priceVersionId,
  });
  const { hold } = await holdCredits(user.system, { ...use, idempotencyKey: 'hold' });
  expect(hold).toMatchObject({ amountCredits: 7, featureKey: feature.key });
});

test('another process sells a new feature within a second, and stops selling an archived one', async () => {
  const engine = createEngine({ db: database.db });
  const user = await createAccount(database.db, { credits: 100 });
  await engine.prices.get(new Date());
  const { admin, feature } = await createFeatureAsAdmin(database.db);
  const sells = async () => {
    const { prices } = await engine.prices.get(new Date());
    return prices.some(({ key }) => key === feature.key);
  };
  await expect.poll(sells, { timeout: 1000 }).toBe(true);
  const request = { key: feature.key, version: feature.version, reason: 'Gone' };
  await archiveFeature(admin.own, request);
  await expect.poll(sells, { timeout: 1000 }).toBe(false);
  const spend = spendCredits(
    { ...user.system, engine },
    { userId: user.userId, featureKey: feature.key, idempotencyKey: 'after' },
  );
  await expect(spend).rejects.toMatchObject({ code: 'UNKNOWN_FEATURE' });
  await engine.close();
});

test('the catalogue lists the built-in ones with what the code says they cost', async () => {
  const { admin } = await createFeatureAsAdmin(database.db);
  const { items } = await listFeatures(admin.own);
  expect(items.find(({ key }) => key === 'ai_image_generation')).toMatchObject({
    isBuiltIn: true,
    defaultPrice: { flat: 5 },
    price: { flat: 5 },
    priceSource: 'default',
    active: true,
  });
});

test('an edit keeps the key and the price, and the audit tells what changed', async () => {
  const { admin, feature } = await createFeatureAsAdmin(database.db, { tags: ['a', 'a', 'b'] });
  expect(feature.tags).toEqual(['a', 'b']);
  const { key, version } = feature;
  const updated = await updateFeature(admin.own, { key, version, name: 'Renamed', reason: 'Clearer' });
  expect(updated).toMatchObject({ key, name: 'Renamed', price: { flat: 3 }, version: version + 1, tags: [] });
  await updateFeature(admin.own, { key, version: version + 1, name: 'Renamed' });
  expect(await audits(key)).toMatchObject([
    { action: 'features.create', after: { key, price: { flat: 3 } } },
    {
      action: 'features.update',
      userId: admin.userId,
      reason: 'Clearer',
      before: { name: feature.name, tags: ['a', 'b'] },
      after: { name: 'Renamed', tags: [] },
    },
  ]);
});

test('of two admins who edit the same feature at once, one is told, and nothing is overwritten', async () => {
  const { admin, feature } = await createFeatureAsAdmin(database.db);
  const other = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const { key, version } = feature;
  const results = await Promise.allSettled([
    updateFeature(admin.own, { key, version, name: 'First' }),
    updateFeature(other.own, { key, version, name: 'Second' }),
    archiveFeature(other.own, { key, version, reason: 'Third' }),
  ]);
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.map(({ reason }) => [reason.code, reason.details])).toEqual([
    ['OUT_OF_DATE', { current: String(version + 1) }],
    ['OUT_OF_DATE', { current: String(version + 1) }],
  ]);
  expect(await audits(key)).toHaveLength(2);
});

test('a key stays taken, also by an archived feature, which comes back at its price', async () => {
  const { admin, feature } = await createFeatureAsAdmin(database.db);
  const { key, version } = feature;
  const archived = await archiveFeature(admin.own, { key, version, reason: 'Not now' });
  expect(archived).toMatchObject({ active: false, price: { flat: 3 } });
  await expect(createFeature(admin.own, newFeature({ key }))).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    details: { field: 'key', id: key },
  });
  const restored = await restoreFeature(admin.own, { key, version: archived.version, reason: 'Now' });
  expect(restored).toMatchObject({
    active: true,
    price: { flat: 3 },
    priceVersionId: feature.priceVersionId,
  });
});

test('two admins who take one key at once: one gets it', async () => {
  const { admin } = await createFeatureAsAdmin(database.db);
  const input = newFeature();
  const results = await Promise.allSettled([
    createFeature(admin.own, input),
    createFeature(admin.own, input),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

const longName = 'x'.repeat(81);
const illFormed: [string, Partial<CreateFeatureInput> | object][] = [
  ['an empty key', { key: '' }],
  ['a key with capitals', { key: 'Chat' }],
  ['a key that begins with a digit', { key: '1chat' }],
  ['a key with a space', { key: 'my chat' }],
  ['a key with a dash', { key: 'my-chat' }],
  ['a key that is too long', { key: 'a'.repeat(65) }],
  ['no name', { name: ' ' }],
  ['a name that is too long', { name: longName }],
  ['a negative price', { price: -1 }],
  ['a fractional price', { price: 0.5 }],
  ['a price above the limit', { price: 2_147_483_648 }],
  [
    'a multiplier of zero',
    { price: { perUnit: { credits: 1, units: 1 }, models: { m: { multiplierPercent: 0 } } } },
  ],
  ['no units', { price: { perUnit: { credits: 1, units: 0 } } }],
  ['a price of two kinds', { price: { flat: 1, perUnit: { credits: 1, units: 1 } } }],
  ['an operation of Scrip itself', { operationType: 'CREDIT_GRANT' }],
  ['an unknown operation', { operationType: 'DANCE' }],
  ['an unknown field', { colour: 'red' }],
];

test.each(illFormed)('%s is refused, and nothing is written', async (_, input) => {
  const admin = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const before = await database.db.feature.count();
  // On purpose not what the type asks for.
  const asked = { ...newFeature(), ...input } as CreateFeatureInput;
  await expect(createFeature(admin.own, asked)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await database.db.feature.count()).toBe(before);
});

test('users may neither read nor change the catalogue', async () => {
  const { feature } = await createFeatureAsAdmin(database.db);
  const user = await createAccount(database.db);
  const { key, version } = feature;
  await expect(listFeatures(user.own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(createFeature(user.own, newFeature())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(updateFeature(user.own, { key, version, name: 'Mine' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
