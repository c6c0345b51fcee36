import { closeDatabase, createDatabase, type Database } from '@scrip/database';
import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceContext } from '../context.ts';
import { receiveDelivery } from '../webhooks/receive-delivery.ts';
import { bringUpToDate } from './account/change-account.ts';
import { captureHold } from './capture-hold.ts';
import { grantCredits } from './grant-credits.ts';
import { holdCredits } from './hold-credits.ts';
import { releaseHold } from './release-hold.ts';
import { spendCredits } from './spend-credits.ts';
import { chat, hour, openAccount } from './test-support/open-account.ts';
import { expectRefused, expectUnchanged } from './test-support/untouched.ts';
import { keyed, openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();
let otherProcess: Database;
beforeAll(() => {
  otherProcess = createDatabase({ connectionString: database.connectionString });
});
afterAll(() => closeDatabase(otherProcess));

/** The same call many times at once, from two processes. */
async function storm<Answer>(
  ctx: ServiceContext,
  times: number,
  call: (ctx: ServiceContext, nth: number) => Promise<Answer>,
) {
  const outcomes = await Promise.allSettled(
    Array.from({ length: times }, (_, nth) => call(nth % 2 ? ctx : { ...ctx, db: otherProcess }, nth)),
  );
  return {
    done: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    refused: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : [])),
  };
}

describe('what went wrong elsewhere does not here', () => {
  test('concurrent overspend: spends, holds and captures together take no more than is there', async () => {
    const { system, userId, balance, hold } = await openAccount(database.db, 20);
    const { hold: held } = await hold(5);
    const { done, refused } = await storm<unknown>(system, 40, (ctx, nth) => {
      const idempotencyKey = `storm ${nth}`;
      const use = { userId, featureKey: chat, idempotencyKey };
      if (nth === 20) return captureHold(ctx, { userId, holdId: held.id, amountCredits: 8, idempotencyKey });
      return nth % 3 ? spendCredits(ctx, use) : holdCredits(ctx, { ...use, amountCredits: 1 });
    });
    const [remaining] = await balance();
    expect(remaining).toBe(0);
    expect(done.length + refused.length).toBe(40);
    for (const { code } of refused) expect(code).toBe('INSUFFICIENT_CREDITS');
  });

  test('a top-up posted twice, or 30 times by two processes, arrives once', async () => {
    const { system, userId, balance } = await openAccount(database.db, 0);
    const request = { userId, amountCredits: 500, source: 'PURCHASE', idempotencyKey: 'invoice 7' } as const;
    const { done } = await storm(system, 30, (ctx) => grantCredits(ctx, request));
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(done).toHaveLength(30);
    expect(await balance()).toEqual([500, 0]);
  });

  test('a webhook delivered twice within milliseconds, to two processes, is kept once and worked on once', async () => {
    const { system } = await openAccount(database.db, 0);
    const body = { type: 'user.noticed', timestamp: 1, data: { id: 'user_twice' } };
    const { done } = await storm(system, 10, (ctx) => receiveDelivery(ctx, { id: 'msg_twice', body }));
    expect(done.toSorted()).toEqual(['ACCEPTED', ...Array.from({ length: 9 }, () => 'REPLAYED')]);
    expect(await database.db.webhookDelivery.count({ where: { id: 'msg_twice' } })).toBe(1);
    const jobs = { payload: { equals: { deliveryId: 'msg_twice' } } };
    expect(await database.db.job.count({ where: jobs })).toBe(1);
  });

  test('a hold settled twice: of captures, releases and its expiry exactly one ends it', async () => {
    const { system, userId, balance, hold, later } = await openAccount(database.db, 20);
    for (const round of [1, 2, 3]) {
      const { hold: held } = await hold(4, 60);
      const end = { userId, holdId: held.id };
      const { done, refused } = await storm<unknown>(system, 12, (ctx, nth) => {
        const idempotencyKey = `round ${round}, ${nth}`;
        if (nth === 11) return bringUpToDate(ctx, { userId, at: later(60_000) });
        return nth % 3
          ? captureHold(ctx, { ...end, idempotencyKey })
          : releaseHold(ctx, { ...end, idempotencyKey });
      });
      const ended = await database.db.creditHold.findFirstOrThrow({ where: { userId, id: held.id } });
      expect(done).toHaveLength(ended.status === 'EXPIRED' ? 1 : 2);
      for (const reason of refused) {
        expect(reason).toMatchObject({ code: 'HOLD_ENDED', details: { status: ended.status } });
      }
      const captures = await database.db.usageHistory.count({ where: { userId, holdId: held.id } });
      expect(captures).toBe(ended.status === 'CAPTURED' ? 1 : 0);
    }
    const spent = await database.db.usageHistory.aggregate({
      where: { userId, kind: 'SPEND' },
      _sum: { creditsUsed: true },
    });
    expect(await balance()).toEqual([20 - (spent._sum.creditsUsed ?? 0), 0]);
  });

  test('a lock leaked by a job that gave up: the account is free again when its transaction times out', async () => {
    const { system, userId, spend, balance } = await openAccount(database.db, 10);
    const locked = Promise.withResolvers<void>();
    const stuck = Promise.withResolvers<void>();
    const request = { userId, amountCredits: 5, source: 'ADMIN', idempotencyKey: 'stuck' } as const;
    const job = async (tx: ServiceContext['db']) => {
      await grantCredits({ ...system, db: tx }, request);
      locked.resolve();
      await stuck.promise;
    };
    const givingUp = expect(otherProcess.$transaction(job, { timeout: 500 })).rejects.toThrow(
      /timeout|expired/,
    );
    await locked.promise;
    await spend();
    stuck.resolve();
    await givingUp;
    expect(await balance()).toEqual([9, 0]);
  });

  test('minute-resolution keys: two purchases in one millisecond both count, and a key never runs out', async () => {
    const { system, userId, spend, balance, pass } = await openAccount(database.db, 10);
    await spend(2);
    const request = { userId, featureKey: chat, idempotencyKey: 'kept' };
    const first = await spendCredits(system, request);
    pass(400 * 24 * hour);
    const again = await expectUnchanged(database.db, userId, () => spendCredits(system, request));
    expect(again).toEqual({ entry: first.entry, replayed: true });
    expect(await balance()).toEqual([7, 0]);
  });

  test('the system’s own keys: what expires in one millisecond of one grant is removed each once', async () => {
    const { grant, hold, later, pass, balance, system, userId } = await openAccount(database.db, 0);
    await grant(10, { expiresAt: later(hour) });
    await hold(3, 3600);
    await hold(4, 3600);
    pass(hour);
    await storm(system, 10, (ctx) => bringUpToDate(ctx, { userId, at: later(0) }));
    expect(await balance()).toEqual([0, 0]);
    const expiries = await database.db.usageHistory.findMany({ where: { userId, kind: 'EXPIRY' } });
    expect(expiries.reduce((sum, { creditsUsed }) => sum + creditsUsed, 0)).toBe(10);
  });

  test.each(keyed)(
    'a dedupe mark before durability: a %s that was rolled back has not claimed its key',
    async (name) => {
      const { verbs, userId } = await openWithVerbs(database.db);
      const request = { idempotencyKey: 'lost' };
      const failing = () =>
        database.db.$transaction(async (tx) => {
          await verbs[name](request, { db: tx });
          throw new Error('The rest failed');
        });
      await expectRefused(database.db, userId, failing, { message: 'The rest failed' });
      await expect(verbs[name](request)).resolves.toMatchObject({ replayed: false });
    },
  );

  test('a double reset at renewal: the grant of a period is keyed by it, and comes once', async () => {
    const { system, userId, balance, later, pass } = await openAccount(database.db, 0);
    const renew = (ctx: ServiceContext, period: number) =>
      grantCredits(ctx, {
        userId,
        amountCredits: 100,
        source: 'PLAN',
        startsAt: new Date(Date.UTC(2026, 10 + period)),
        expiresAt: new Date(Date.UTC(2026, 11 + period)),
        idempotencyKey: `subscription 1, period ${period}`,
      });
    const { done } = await storm(system, 20, (ctx, nth) => renew(ctx, nth % 2));
    expect(done.filter(({ replayed }) => !replayed)).toHaveLength(2);
    expect(await balance()).toEqual([100, 0]);
    pass(30 * 24 * hour);
    await storm(system, 6, (ctx) => bringUpToDate(ctx, { userId, at: later(0) }));
    expect(await balance()).toEqual([100, 0]);
    await storm(system, 6, (ctx) => renew(ctx, 1));
    expect(await balance()).toEqual([100, 0]);
  });

  test('a refund of a refunded spend, with another key, is refused, and a refund is no spend', async () => {
    const { verbs, userId, system, refund, spend, balance } = await openWithVerbs(database.db);
    const [receipt] = await spend();
    const spendId = receipt?.entry.id ?? '';
    const { done, refused } = await storm(system, 10, (ctx, nth) =>
      verbs.refund({ spendId, idempotencyKey: `again ${nth}` }, { db: ctx.db }),
    );
    expect([done.length, refused.length]).toEqual([1, 9]);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'REFUND_EXCEEDS_SPEND' });
    await expectRefused(database.db, userId, () => refund(spendId), { code: 'REFUND_EXCEEDS_SPEND' });
    const entry = await database.db.usageHistory.findFirstOrThrow({ where: { userId, kind: 'REFUND' } });
    await expectRefused(database.db, userId, () => refund(entry.id), { code: 'NOT_FOUND' });
    expect(await balance()).toEqual([105, 10]);
  });
});
