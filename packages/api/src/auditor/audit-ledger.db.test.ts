import {
  createAccount,
  expectLedgerHolds,
  systemContext,
  type TestAccount,
  useTestDatabase,
} from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { adjustBalance } from '../credits/adjust-balance.ts';
import { captureHold } from '../credits/capture-hold.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import { releaseHold } from '../credits/release-hold.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { createEngine, type Engine } from '../engine.ts';
import { type AuditProgress, auditLedger } from './service.ts';

const database = useTestDatabase();
const usersCount = 12;
let admin: TestAccount;
let accounts: TestAccount[];

beforeAll(async () => {
  admin = await createAccount(database.db, { id: 'user-admin', role: 'ADMIN' });
  const opened = Array.from({ length: usersCount - 1 }, (_, index) =>
    createAccount(database.db, { id: `user-${String(index).padStart(2, '0')}`, credits: 100_000 }),
  );
  accounts = await Promise.all(opened);
});

/** Every kind of change on every account, in waves of as many at once as the engine takes. Returns how many entries. */
async function useLedger(engine: Engine, waves: number): Promise<number> {
  let entries = 0;
  for (let wave = 0; wave < waves; wave += 1) {
    const work = accounts.flatMap((account) =>
      Array.from({ length: 20 }, (_, nth) => useAccount(engine, account, `${wave}-${nth}`, nth % 10 === 0)),
    );
    entries += (await Promise.all(work)).reduce((sum, written) => sum + written, 0);
  }
  return entries;
}

async function useAccount(
  engine: Engine,
  { userId, own, system }: TestAccount,
  idempotencyKey: string,
  inFull: boolean,
): Promise<number> {
  const featureKey = 'ai_image_generation';
  const { entry } = await spendCredits({ ...own, engine }, { userId, featureKey, idempotencyKey });
  if (!inFull) return 1;
  const refund = { userId, spendId: entry.id };
  const [{ hold }, { hold: other }] = await Promise.all([
    holdCredits(system, { userId, featureKey, idempotencyKey: `${idempotencyKey}-hold` }),
    holdCredits(system, { userId, featureKey, idempotencyKey: `${idempotencyKey}-other` }),
    refundSpend(system, { ...refund, amountCredits: 2, idempotencyKey: `${idempotencyKey}-back` }),
    refundSpend(system, { ...refund, amountCredits: 3, idempotencyKey: `${idempotencyKey}-rest` }),
    grantCredits(system, {
      userId,
      amountCredits: 9,
      source: 'PURCHASE',
      idempotencyKey: `${idempotencyKey}-pack`,
    }),
    adjustBalance(admin.own, {
      userId,
      mode: 'delta',
      deltaCredits: -4,
      reason: 'A test',
      idempotencyKey: `${idempotencyKey}-by`,
    }),
  ]);
  await Promise.all([
    captureHold(system, {
      userId,
      holdId: hold.id,
      amountCredits: 3,
      idempotencyKey: `${idempotencyKey}-take`,
    }),
    releaseHold(system, { userId, holdId: other.id, idempotencyKey: `${idempotencyKey}-leave` }),
  ]);
  return 6;
}

describe('a healthy ledger', () => {
  test('in full use shows no deviation, however often it is audited meanwhile', async () => {
    const engine = createEngine({ db: database.db });
    const ctx = systemContext(database.db);
    let isBusy = true;
    const using = useLedger(engine, 4).finally(() => {
      isBusy = false;
    });
    const seen: number[] = [];
    while (isBusy) {
      const report = await auditLedger(ctx, { all: true });
      expect(report.deviations).toEqual([]);
      seen.push(report.entriesAudited);
    }
    const written = await using;
    await engine.close();
    expect(new Set(seen).size, 'audits have seen the ledger change').toBeGreaterThan(2);
    const report = await auditLedger(ctx, { all: true });
    expect(report).toMatchObject({ usersAudited: usersCount, deviations: [], isComplete: true });
    expect(report.entriesAudited).toBe(usersCount + written);
    expect(written).toBeGreaterThan(1_200);
    for (const { userId } of accounts) await expectLedgerHolds(database.db, userId);
  }, 120_000);

  test('one user by id', async () => {
    const report = await auditLedger(systemContext(database.db), { userId: 'user-admin' });
    expect(report).toMatchObject({ usersAudited: 1, entriesAudited: 1, deviations: [], isComplete: true });
  });
});

describe('a run over all users', () => {
  test('stops after as many users as asked and goes on behind them, until each was audited once', async () => {
    const ctx = systemContext(database.db);
    const cursors: (string | null)[] = [];
    let report = await auditLedger(ctx, { all: true, maxUsers: 5 });
    let usersAudited = report.usersAudited;
    while (!report.isComplete) {
      cursors.push(report.afterUserId);
      report = await auditLedger(ctx, { all: true, maxUsers: 5, afterUserId: report.afterUserId });
      usersAudited += report.usersAudited;
    }
    expect(cursors).toEqual(['user-04', 'user-09']);
    expect(usersAudited).toBe(usersCount);
  });

  test('tells its progress, and ends where the signal aborts it, with a cursor', async () => {
    await database.db.user.createMany({
      data: Array.from({ length: 250 }, (_, index) => ({
        id: `x-${1_000 + index}`,
        clerkId: `clerk-${index}`,
      })),
    });
    const ctx = systemContext(database.db);
    const progress: AuditProgress[] = [];
    const stopping = new AbortController();
    const onProgress = (step: AuditProgress) => {
      progress.push(step);
      if (step.usersAudited >= 200) stopping.abort();
    };
    const report = await auditLedger(ctx, { all: true }, { signal: stopping.signal, onProgress });
    expect(progress.map(({ usersAudited, afterUserId }) => [usersAudited, afterUserId])).toEqual([
      [100, 'x-1087'],
      [200, 'x-1187'],
    ]);
    expect(report).toMatchObject({ usersAudited: 200, afterUserId: 'x-1187', isComplete: false });
    const aborted = await auditLedger(ctx, { all: true, afterUserId: 'x-1187' }, { signal: stopping.signal });
    expect(aborted).toMatchObject({ usersAudited: 0, afterUserId: 'x-1187', isComplete: false });
    const rest = await auditLedger(ctx, { all: true, afterUserId: 'x-1187' });
    expect(rest).toMatchObject({ usersAudited: usersCount + 50, isComplete: true, afterUserId: 'x-1249' });
  });
});

describe('who may', () => {
  test('an admin and the system, no user, not even on their own account', async () => {
    const [account] = accounts;
    const userId = account?.userId ?? '';
    expect(await auditLedger(admin.own, { userId })).toMatchObject({ usersAudited: 1 });
    const asUser = auditLedger(account?.own ?? admin.own, { userId });
    await expect(asUser).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const nobody = auditLedger({ ...systemContext(database.db), principal: null }, { all: true });
    await expect(nobody).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('a user that does not exist is NOT_FOUND', async () => {
    const report = auditLedger(systemContext(database.db), { userId: 'nobody' });
    await expect(report).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
