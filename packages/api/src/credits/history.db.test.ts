import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { grantCredits } from './grant-credits.ts';
import { listHistory } from './history.ts';
import { refundSpend } from './refund-spend.ts';
import { type Entry, HistoryInput } from './schema.ts';
import { getAccountSummary, getEntry } from './service.ts';
import { spendCredits } from './spend-credits.ts';

const database = useTestDatabase();

async function spend(account: TestAccount, key: string, featureKey = 'ai_text_chat'): Promise<Entry> {
  const { entry } = await spendCredits(account.own, {
    userId: account.userId,
    featureKey,
    idempotencyKey: key,
  });
  return entry;
}

async function readAll(
  account: TestAccount,
  limit: number,
  onPage?: () => Promise<unknown>,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listHistory>> = await listHistory(
      account.own,
      account.userId,
      HistoryInput.parse({ limit, cursor }),
    );
    entries.push(...page.items);
    cursor = page.nextCursor;
    await onPage?.();
  } while (cursor);
  return entries;
}

describe('history', () => {
  test('pages neither skip nor repeat an entry while new ones arrive', async () => {
    const account = await createAccount(database.db);
    for (let index = 0; index < 11; index += 1) await spend(account, `before-${index}`);
    let arriving = 0;
    const entries = await readAll(account, 3, () => spend(account, `during-${arriving++}`));
    expect(entries.map(({ seq }) => seq)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('filters by kind, feature, operation type and time', async () => {
    let at = new Date('2026-05-01T10:00:00Z');
    const account = await createAccount(database.db, { now: () => at });
    const chat = await spend(account, 'chat');
    at = new Date('2026-05-02T10:00:00Z');
    const image = await spend(account, 'image', 'ai_image_generation');
    const refund = await refundSpend(account.system, {
      userId: account.userId,
      spendId: image.id,
      idempotencyKey: 'refund',
    });
    const idsOf = async (filter: object) => {
      const page = await listHistory(account.own, account.userId, HistoryInput.parse(filter));
      return page.items.map(({ id }) => id);
    };
    expect(await idsOf({ kinds: ['REFUND'] })).toEqual([refund.entry.id]);
    expect(await idsOf({ featureKeys: ['ai_text_chat'] })).toEqual([chat.id]);
    expect(await idsOf({ operationTypes: ['AI_IMAGE_GENERATION'] })).toEqual([refund.entry.id, image.id]);
    expect(await idsOf({ from: '2026-05-02T00:00:00Z' })).toEqual([refund.entry.id, image.id]);
    expect(await idsOf({ kinds: ['SPEND'], to: '2026-05-02T00:00:00Z' })).toEqual([chat.id]);
    expect(await idsOf({ kinds: ['EXPIRY'] })).toEqual([]);
  });

  test('an entry comes with the refunds of it, and a refund with its spend', async () => {
    const account = await createAccount(database.db);
    const image = await spend(account, 'image', 'ai_image_generation');
    const { entry: refund } = await refundSpend(account.system, {
      userId: account.userId,
      spendId: image.id,
      idempotencyKey: 'refund',
    });
    expect(await getEntry(account.own, account.userId, image.id)).toMatchObject({
      refunds: [{ id: refund.id }],
    });
    expect(await getEntry(account.own, account.userId, refund.id)).toMatchObject({
      refundOf: { id: image.id },
    });
  });

  test('another user’s entry looks as if it did not exist', async () => {
    const [owner, stranger] = [await createAccount(database.db), await createAccount(database.db)];
    const entry = await spend(owner, 'chat');
    const attempts = await Promise.allSettled([
      getEntry(stranger.own, stranger.userId, entry.id),
      getEntry(stranger.own, owner.userId, entry.id),
      listHistory(stranger.own, owner.userId, HistoryInput.parse({})),
      getAccountSummary(stranger.own, owner.userId),
    ]);
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'NOT_FOUND' } });
    }
  });

  test('a cursor that no list returned is invalid input', async () => {
    const account = await createAccount(database.db);
    const input = HistoryInput.parse({ cursor: 'bm9uc2Vuc2U' });
    await expect(listHistory(account.own, account.userId, input)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('the account summary', () => {
  test('tells the balance, what was granted this month, and what is left of each grant', async () => {
    let at = new Date('2026-04-20T10:00:00Z');
    const account = await createAccount(database.db, { credits: 50, now: () => at });
    at = new Date('2026-05-10T10:00:00Z');
    await grantCredits(account.system, {
      userId: account.userId,
      amountCredits: 30,
      source: 'PURCHASE',
      idempotencyKey: 'pack',
    });
    await spend(account, 'image', 'ai_image_generation');
    expect(await getAccountSummary(account.own, account.userId)).toMatchObject({
      creditsRemaining: 75,
      creditsHeld: 0,
      lastSeq: 3,
      plan: null,
      lowThreshold: 16,
      isLow: false,
      grantedThisPeriod: 30,
      grants: [
        { source: 'PROMOTION', remainingCredits: 45 },
        { source: 'PURCHASE', remainingCredits: 30 },
      ],
    });
  });

  test('the plan is the newest active subscription’s', async () => {
    const account = await createAccount(database.db, { credits: 90 });
    const { db } = database;
    const plan = await db.plan.create({ data: { clerkId: 'cplan_x', name: 'Pro', credits: 1000 } });
    const item = {
      userId: account.userId,
      id: 'csubi_x',
      provider: 'clerk',
      planKey: 'cplan_x',
      period: 'month',
    };
    const at = new Date('2026-05-01');
    await db.subscriptionItem.create({ data: { ...item, status: 'active', periodStart: at, stateAt: at } });
    const withPlan = await getAccountSummary(account.own, account.userId);
    expect(withPlan).toMatchObject({
      plan: { id: plan.id, name: 'Pro', credits: 1000 },
      lowThreshold: 18,
      isLow: false,
    });

    await db.subscriptionItem.updateMany({ where: { userId: account.userId }, data: { status: 'ended' } });
    const without = await getAccountSummary(account.own, account.userId);
    expect(without).toMatchObject({ plan: null });
  });
});
