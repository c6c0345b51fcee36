import { createAccount, recordingLogger, setFeatureCosts, useTestDatabase } from '@scrip/testing';
import { beforeEach, expect, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { getCreditSettings, loadPriceBook } from './service.ts';

const database = useTestDatabase();
const chat = 'ai_text_chat';
const perThousand = { perUnit: { credits: 3, units: 1000 } };

beforeEach(async () => {
  await createAccount(database.db);
  await setFeatureCosts(database.db, {});
});

async function load(at = new Date()) {
  const { prices } = await loadPriceBook(database.db, at);
  const price = prices.find(({ key }) => key === chat);
  if (!price) throw new Error('the chat has no price');
  return price;
}

const versions = () =>
  database.db.priceVersion.findMany({ where: { featureKey: chat }, orderBy: { effectiveFrom: 'asc' } });

test('a price is recorded once, and again only when it has changed', async () => {
  const plain = await load();
  expect((await load()).priceVersionId).toBe(plain.priceVersionId);
  await setFeatureCosts(database.db, { [chat]: perThousand });
  const byQuantity = await load();
  await setFeatureCosts(database.db, {});
  const again = await load();

  expect(byQuantity).toMatchObject({ price: perThousand, costCredits: 1, source: 'override' });
  const ids = [plain, byQuantity, again].map(({ priceVersionId }) => priceVersionId);
  expect((await versions()).map(({ id }) => id)).toEqual(ids);
  expect((await versions()).map(({ price }) => price)).toEqual([{ flat: 1 }, perThousand, { flat: 1 }]);
});

test('many processes that find a new price at once name it by one version', async () => {
  await load();
  const before = await versions();
  await setFeatureCosts(database.db, { [chat]: 12 });
  const found = await Promise.all(
    Array.from({ length: 8 }, () => {
      const engine = createEngine({ db: database.db });
      return engine.prices.get(new Date());
    }),
  );
  const ids = found.map(({ prices }) => prices.find(({ key }) => key === chat)?.priceVersionId);
  expect(new Set(ids).size).toBe(1);
  expect((await versions()).slice(before.length).map(({ id }) => id)).toEqual([ids[0]]);
});

test('a version found in a transaction that fails is found again', async () => {
  await load();
  await setFeatureCosts(database.db, { [chat]: 13 });
  const failing = database.db.$transaction(async (tx) => {
    await loadPriceBook(tx, new Date());
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  const { priceVersionId } = await load();
  expect((await versions()).at(-1)?.id).toBe(priceVersionId);
});

test('settings show structured prices; only admins are told of an ill-formed one, which has no effect', async () => {
  await setFeatureCosts(database.db, {
    [chat]: { perUnit: { credits: 1.5, units: 2 } },
    ai_image_generation: perThousand,
  });
  const [user, admin] = [
    await createAccount(database.db),
    await createAccount(database.db, { role: 'ADMIN' }),
  ];
  const logger = recordingLogger();
  const seen = await getCreditSettings({ ...user.own, logger });
  expect(seen.features).toMatchObject([
    { key: 'ai_image_generation', price: perThousand },
    { key: chat, price: { flat: 1 }, costCredits: 1, source: 'default' },
  ]);
  expect(seen.ignoredOverrides).toEqual([]);
  expect(logger.records).toMatchObject([{ level: 'warn' }]);
  expect((await getCreditSettings(admin.own)).ignoredOverrides).toEqual([
    { featureKey: chat, message: 'The price is ill-formed. perUnit.credits: Credits are whole numbers.' },
  ]);
});

test('an empty catalogue has no prices, and says which overrides mean nothing', async () => {
  const nothing = database.db.$transaction(async (tx) => {
    await tx.feature.deleteMany();
    await tx.adminSettings.updateMany({ data: { featureCosts: { gone: 1 } } });
    const book = await loadPriceBook(tx, new Date());
    throw Object.assign(new Error('rolled back'), { book });
  });
  await expect(nothing).rejects.toMatchObject({
    book: { prices: [], ignoredOverrides: [{ featureKey: 'gone', message: 'There is no such feature.' }] },
  });
});
