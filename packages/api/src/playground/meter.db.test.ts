import type { Database } from '@scrip/database';
import { createAccount, expectLedgerHolds, recordingLogger, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { BalanceFeed } from '../credits/balance-feed.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { Charge, openCharge } from './meter.ts';
import { OpenCharges } from './open-charges.ts';
import { ledgerOf } from './test-support.ts';

const database = useTestDatabase();
const request = { featureKey: 'ai_image_generation', idempotencyKey: 'a', details: { model: 'm' } } as const;

/** The database as a program sees it whose connection breaks: before a statement runs, or after it was committed. */
function breaking(db: Database, breaks: ('before' | 'after')[]): Database {
  const outages = [...breaks];
  return new Proxy(db, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      const isChange = property === '$queryRaw' || property === '$transaction';
      if (!isChange || typeof value !== 'function') return value;
      return async (...statement: unknown[]) => {
        const outage = outages.shift();
        if (outage === 'before') throw new Error('connection refused');
        const rows: unknown = await Reflect.apply(value, target, statement);
        if (outage === 'after') throw new Error('connection reset');
        return rows;
      };
    },
  });
}

async function open(breaks: ('before' | 'after')[] = []) {
  const account = await createAccount(database.db, { credits: 20 });
  const logger = recordingLogger();
  const db = breaking(database.db, breaks);
  const ctx = { ...account.own, db, logger, balanceFeed: new BalanceFeed({ db: database.db, logger }) };
  const options = { openCharges: new OpenCharges(), retryDelaysMs: [1, 1, 1] };
  const charge = () => openCharge(ctx, { ...request, userId: account.userId }, options);
  const ledger = async () => {
    await options.openCharges.settled();
    await expectLedgerHolds(database.db, account.userId);
    return ledgerOf(database.db, account.userId);
  };
  return { account, ctx, options, charge, ledger };
}

const untouched = { creditsRemaining: 20, spends: [], refunds: [] };
const charged = { creditsRemaining: 15, spends: [5], refunds: [] };
const refunded = { creditsRemaining: 20, spends: [5], refunds: [-5] };

describe('the end of a charge', () => {
  test('abort, error and timeout together give one refund', async () => {
    const { charge, ledger } = await open();
    const opened = await charge();
    const states = await Promise.all(
      (['failed', 'stopped', 'timeout', 'empty'] as const).map((failure) => opened.settle(failure)),
    );
    expect(new Set(states.map((state) => state.failure))).toEqual(new Set(['failed']));
    expect(await ledger()).toEqual(refunded);
  });

  test('an answer that was delivered stays paid, whatever fails after it', async () => {
    const { charge, ledger } = await open();
    const opened = await charge();
    await Promise.all([opened.settle(null), opened.settle('stopped')]);
    expect(await ledger()).toEqual(charged);
  });

  test('two processes that settle the same spend refund it once', async () => {
    const { ctx, options, charge, ledger } = await open();
    const opened = await charge();
    const elsewhere = new Charge(ctx, opened.spend, options);
    const states = await Promise.all([opened.settle('failed'), elsewhere.settle('failed')]);
    expect(states.map((state) => state.status)).toEqual(['refunded', 'refunded']);
    const { userId, id } = opened.spend;
    const refund = await database.db.usageHistory.findFirstOrThrow({ where: { userId, kind: 'REFUND' } });
    expect(refund.idempotencyKey).toBe(`refund:${id}`);
    expect(await ledger()).toEqual(refunded);
  });

  test('what an admin refunded meanwhile is not refunded again', async () => {
    const { account, charge, ledger } = await open();
    const opened = await charge();
    const { userId } = account;
    await refundSpend(account.system, { userId, spendId: opened.spend.id, idempotencyKey: 'admin' });
    expect((await opened.settle('failed')).status).toBe('refunded');
    expect(await ledger()).toEqual(refunded);
  });
});

describe('a database that fails', () => {
  test.each([['before'], ['after']] as const)(
    'when it breaks %s the refund, the reader is told so, and the refund follows once',
    async (when) => {
      const { ctx, options, charge, ledger } = await open();
      const opened = await charge();
      const db = breaking(database.db, [when, 'before']);
      const state = await new Charge({ ...ctx, db }, opened.spend, options).settle('failed');
      expect(state).toMatchObject({ status: 'refund-pending', failure: 'failed' });
      expect(await ledger()).toEqual(refunded);
      expect(ctx.logger.records.map((record) => record.level)).toContain('error');
    },
  );

  test('when every attempt at a refund fails, the log names the spend for a human', async () => {
    const { ctx, options, charge, ledger } = await open();
    const { spend } = await charge();
    const db = breaking(database.db, ['before', 'before', 'before', 'before']);
    await new Charge({ ...ctx, db }, spend, options).settle('failed');
    expect(await ledger()).toEqual(charged);
    expect(ctx.logger.records.at(-1)?.fields).toMatchObject({ spendId: spend.id });
  });

  test('when the answer to the spend is lost, the caller is refused and not left charged', async () => {
    const { charge, ledger } = await open(['after']);
    await expect(charge()).rejects.toThrow('connection reset');
    expect(await ledger()).toEqual(refunded);
  });

  test('when the spend never arrives, nothing is charged in the end', async () => {
    const { charge, ledger } = await open(['before']);
    await expect(charge()).rejects.toThrow('connection refused');
    expect((await ledger()).creditsRemaining).toBe(untouched.creditsRemaining);
  });

  test('when the doubtful spend turns out to be refused, nothing is written', async () => {
    const { account, ctx, options, ledger } = await open(['before']);
    const refusedRequest = { ...request, userId: account.userId, featureKey: 'ai_text_chat' as const };
    await database.db.user.update({ where: { id: account.userId }, data: { isActive: false } });
    await expect(openCharge(ctx, refusedRequest, options)).rejects.toThrow('connection refused');
    expect(await ledger()).toEqual(untouched);
  });
});

test('one key opens one charge, however many ask at once', async () => {
  const { charge, ledger } = await open();
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, charge));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'ALREADY_CHARGED' });
  }
  expect(await ledger()).toEqual(charged);
});
