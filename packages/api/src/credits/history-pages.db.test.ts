import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { captureHold } from './capture-hold.ts';
import { explainEntry } from './explain-entry.ts';
import { grantCredits } from './grant-credits.ts';
import { countHistory, listHistory } from './history.ts';
import { holdCredits } from './hold-credits.ts';
import { reduceGrant } from './reduce-grant.ts';
import { refundSpend } from './refund-spend.ts';
import { HistoryInput } from './schema.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

const page = (account: TestAccount, input: object) =>
  listHistory(account.own, account.userId, HistoryInput.parse(input));

async function spend(account: TestAccount, key: string, details?: Record<string, string>) {
  const request = { userId: account.userId, featureKey: 'ai_text_chat', idempotencyKey: key };
  return (await spendCredits(account.own, details ? { ...request, details } : request)).entry;
}

const seqs = ({ items }: Awaited<ReturnType<typeof page>>) => items.map(({ seq }) => seq);

test('pages run both ways without a gap or a repeat, and backward finds what was written meanwhile', async () => {
  const account = await createAccount(database.db);
  for (let key = 0; key < 6; key += 1) await spend(account, `s${key}`);
  const newest = await page(account, { limit: 3 });
  const older = await page(account, { limit: 3, cursor: newest.nextCursor });
  expect([seqs(newest), seqs(older)]).toEqual([
    [7, 6, 5],
    [4, 3, 2],
  ]);
  await spend(account, 'late');
  const back = { direction: 'backward', limit: 3 };
  expect(seqs(await page(account, { ...back, cursor: older.previousCursor }))).toEqual([7, 6, 5]);
  const tail = await page(account, { ...back, cursor: newest.previousCursor });
  expect(seqs(tail)).toEqual([8]);
  const nothing = await page(account, { ...back, cursor: tail.previousCursor });
  expect(nothing).toEqual({ items: [], nextCursor: null, previousCursor: tail.previousCursor });
  await spend(account, 'later');
  expect(seqs(await page(account, { ...back, cursor: nothing.previousCursor }))).toEqual([9]);
});

test('a cursor that was changed, or is of another filter or user, is refused', async () => {
  const [account, other] = [await createAccount(database.db), await createAccount(database.db)];
  for (const key of ['a', 'b', 'c']) await spend(account, key);
  const { nextCursor } = await page(account, { limit: 1 });
  const [, seal] = JSON.parse(Buffer.from(nextCursor ?? '', 'base64url').toString());
  const forged = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
  const refused = { code: 'INVALID_INPUT' };
  for (const cursor of [
    forged([1, seal]),
    forged([-1, seal]),
    forged([4.5, seal]),
    forged([3]),
    '%%%',
    'bnVsbA',
  ])
    await expect(page(account, { cursor })).rejects.toMatchObject(refused);
  await expect(page(account, { cursor: nextCursor, kinds: ['SPEND'] })).rejects.toMatchObject(refused);
  await expect(page(other, { cursor: nextCursor })).rejects.toMatchObject(refused);
});

test.each([0, -1, 1_000_000, 1.5])('a limit of %d is invalid input', (limit) => {
  expect(HistoryInput.safeParse({ limit }).success).toBe(false);
});

test('text is found in names and values of the details, as it is written', async () => {
  const account = await createAccount(database.db);
  const odd = '=1+1, "quoted"\nnext 🙂 100%_\\';
  const entry = await spend(account, 'odd', { Prompt: odd });
  await spend(account, 'plain', { prompt: '1000 of it' });
  const found = async (text: string) => (await page(account, { text })).items.map(({ id }) => id);
  for (const text of [odd, '"QUOTED"', '🙂', '100%', '%_\\'])
    expect(await found(text), text).toEqual([entry.id]);
  expect(await found('prompt')).toHaveLength(2);
  expect(await found('1_00')).toEqual([]);
});

test('entries are found by model, amount either way, and key', async () => {
  const account = await createAccount(database.db, { credits: 50 });
  const refunded = await spend(account, 'mine');
  await refundSpend(account.system, { userId: account.userId, spendId: refunded.id, idempotencyKey: 'r' });
  expect(seqs(await page(account, { idempotencyKey: 'mine' }))).toEqual([2]);
  expect(seqs(await page(account, { maxCredits: 1 }))).toEqual([3, 2]);
  expect(seqs(await page(account, { minCredits: 50, maxCredits: 50 }))).toEqual([1]);
  expect(seqs(await page(account, { minCredits: 9, maxCredits: 2 }))).toEqual([]);
  expect(seqs(await page(account, { models: ['none'] }))).toEqual([]);
});

test('a count is exact up to a thousand and stops there', async () => {
  const account = await createAccount(database.db, { credits: 2_000 });
  expect(await countHistory(account.own, account.userId, {})).toEqual({ count: 1, isMore: false });
  await database.db.$executeRaw`
    INSERT INTO "UsageHistory" ("id", "userId", "creditBalanceId", "operationType", "kind", "creditsUsed", "seq",
      "balanceAfter", "idempotencyKey", "requestHash")
    SELECT 'many' || n, h."userId", h."creditBalanceId", 'CUSTOM', 'SPEND', 1, n, 2000, 'many' || n, ''
    FROM "UsageHistory" h, generate_series(2, 1001) n WHERE h."userId" = ${account.userId}`;
  expect(await countHistory(account.own, account.userId, {})).toEqual({ count: 1_000, isMore: true });
  const spends = await countHistory(account.own, account.userId, { kinds: ['SPEND'] });
  expect(spends).toEqual({ count: 1_000, isMore: false });
});

test('an entry tells its price, its hold, who paid, and what was before it', async () => {
  const account = await createAccount(database.db, { credits: 50 });
  const { userId, own, system } = account;
  const { hold } = await holdCredits(system, { userId, featureKey: 'ai_text_chat', idempotencyKey: 'h' });
  const { entry } = await captureHold(system, { userId, holdId: hold.id, idempotencyKey: 'c' });
  expect(await explainEntry(own, userId, entry.id)).toMatchObject({
    meaning: 'capture',
    balanceBefore: 50,
    balanceAfter: 49,
    price: { featureName: 'Text chat', price: { flat: 1 } },
    payments: [{ source: 'PROMOTION', credits: 1 }],
    hold: { id: hold.id, status: 'CAPTURED' },
    actor: { kind: 'app' },
  });
  const { entry: refund } = await refundSpend(system, { userId, spendId: entry.id, idempotencyKey: 'r' });
  expect(await explainEntry(own, userId, refund.id)).toMatchObject({
    meaning: 'refund',
    refundOf: { id: entry.id },
    price: { price: { flat: 1 } },
    payments: [{ credits: -1 }],
    actor: { kind: 'app', name: null },
  });
});

test('credits that were taken back read as that, with their grant', async () => {
  const { userId, own, system } = await createAccount(database.db, { credits: 5 });
  const pack = { userId, amountCredits: 40, source: 'PURCHASE', idempotencyKey: 'pack' } as const;
  const { grant } = await grantCredits(system, pack);
  const taken = { userId, grantId: grant.id, amountCredits: 40, reason: 'Refunded', idempotencyKey: 't' };
  const { entryId } = await reduceGrant(system, taken);
  expect(await explainEntry(own, userId, entryId ?? '')).toMatchObject({
    kind: 'ADJUSTMENT',
    meaning: 'take_back',
    creditsUsed: 40,
    grant: { id: grant.id, source: 'PURCHASE' },
  });
});

test('another user’s entry explains nothing, and an admin stays nameless to users', async () => {
  const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
  const admin = await createAccount(database.db, { role: 'ADMIN' });
  const { entry } = await grantCredits(admin.own, {
    userId: owner.userId,
    amountCredits: 3,
    source: 'ADMIN',
    idempotencyKey: 'gift',
  });
  const id = entry?.id ?? '';
  await expect(explainEntry(stranger.own, owner.userId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await explainEntry(owner.own, owner.userId, id)).actor).toEqual({ kind: 'admin', name: null });
  const told = await explainEntry(admin.own, owner.userId, id);
  expect(told.actor).toEqual({ kind: 'admin', name: `${admin.clerkUserId}@example.com` });
});
