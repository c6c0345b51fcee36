import { Prisma } from '@scrip/database';
import { createAccount, recordingLogger, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { spendCredits } from '../credits/spend-credits.ts';
import { AuditorLoop } from './auditor-loop.ts';
import { getAuditorState, runAuditor } from './service.ts';

const database = useTestDatabase();
const start = new Date('2026-11-23T12:00:00Z');
const intervalMs = 1_000;
let now: Date;

beforeEach(async () => {
  const { db } = database;
  now = start;
  await db.auditorState.deleteMany();
  await db.auditorDeviation.deleteMany();
  await db.creditGrant.deleteMany();
  await db.usageHistory.deleteMany();
  await db.creditBalance.deleteMany();
  await db.user.deleteMany();
  for (const id of ['a', 'b', 'c', 'd', 'e']) await createAccount(db, { id });
});

function openLoop(sliceUsers = 2) {
  const logger = recordingLogger();
  const loop = new AuditorLoop({ db: database.db, logger, sliceUsers, intervalMs, now: () => now });
  onTestFinished(() => loop.stop());
  return { loop, errors: () => logger.records.filter(({ level }) => level === 'error'), logger };
}

/** Long enough for the rest after a slice on a busy machine. */
function passTime(): void {
  now = new Date(now.getTime() + 60 * 60_000);
}

const stateNow = () => getAuditorState(systemContext(database.db));

function changeBalance(userId: string, data: Prisma.CreditBalanceUpdateInput) {
  return database.db.creditBalance.update({ where: { userId }, data });
}

function spendAs(userId: string, idempotencyKey: string) {
  return spendCredits(systemContext(database.db), { userId, featureKey: 'ai_text_chat', idempotencyKey });
}

describe('the walk', () => {
  test('takes slice after slice to the end, begins anew, and tells where it is', async () => {
    const { loop } = openLoop();
    expect(await stateNow()).toMatchObject({ lastPassAt: null, usersAudited: 0, openDeviations: 0 });
    const slices = [];
    for (let turn = 0; turn < 4; turn += 1) {
      slices.push((await loop.takeTurn()).slice);
      if (turn === 1) expect(await stateNow()).toMatchObject({ usersAudited: 4, passStartedAt: start });
      if (turn === 2) {
        expect(await stateNow()).toMatchObject({
          lastPassAt: now,
          lastPassUsers: 5,
          usersAudited: 0,
          passStartedAt: null,
        });
      }
      passTime();
    }
    expect(slices).toEqual([
      { usersAudited: 2, isPassComplete: false },
      { usersAudited: 2, isPassComplete: false },
      { usersAudited: 1, isPassComplete: true },
      { usersAudited: 2, isPassComplete: false },
    ]);
  });

  test('goes on where another process stopped', async () => {
    await openLoop().loop.takeTurn();
    passTime();
    await openLoop().loop.takeTurn();
    expect(await database.db.auditorState.findFirst()).toMatchObject({ afterUserId: 'd', usersAudited: 4 });
  });

  test('of many loops at once one audits the slice, the others rest as long as it does', async () => {
    const loops = Array.from({ length: 6 }, () => openLoop().loop);
    const turns = await Promise.all(loops.map((loop) => loop.takeTurn()));
    expect(turns.filter(({ slice }) => slice)).toHaveLength(1);
    expect(Math.min(...turns.map(({ restMs }) => restMs))).toBeGreaterThanOrEqual(intervalMs);
    expect(await database.db.auditorState.findFirst()).toMatchObject({ afterUserId: 'b', usersAudited: 2 });
  });

  test('a slice that another process has locked is left to it, without waiting', async () => {
    const { loop } = openLoop();
    await loop.takeTurn();
    passTime();
    await database.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "AuditorState" FOR UPDATE`;
      expect(await loop.takeTurn()).toEqual({ slice: null, restMs: intervalMs });
    });
    expect(await stateNow()).toMatchObject({ usersAudited: 2 });
  });

  test('runs by itself once started, and not after it was stopped', async () => {
    const logger = recordingLogger();
    const loop = new AuditorLoop({ db: database.db, logger, sliceUsers: 100, intervalMs: 1 });
    loop.start();
    await expect.poll(async () => (await stateNow()).lastPassUsers, { timeout: 10_000 }).toBe(5);
    await loop.stop();
    const { lastPassAt } = await stateNow();
    loop.start();
    expect((await stateNow()).lastPassAt).toEqual(lastPassAt);
    expect(logger.records).toEqual([]);
  });

  test('is stopped in the middle of a statement that takes long; the slice is left to the next process', async () => {
    const { loop, logger } = openLoop();
    await database.db.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "CreditHold"`;
      loop.start();
      const waiting = tx.$queryRaw.bind(
        tx,
        Prisma.sql`
        SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      await expect.poll(waiting, { timeout: 10_000 }).toHaveLength(1);
      await loop.stop();
    });
    expect(logger.records).toEqual([]);
    expect(await stateNow()).toMatchObject({ usersAudited: 0 });
    expect((await openLoop().loop.takeTurn()).slice).toMatchObject({ usersAudited: 2 });
  });

  test('a slice that fails is told, changes nothing, and is tried again', async () => {
    const logger = recordingLogger();
    await database.db.$executeRaw`ALTER TABLE "CreditHold" RENAME TO "CreditHoldAway"`;
    const loop = new AuditorLoop({ db: database.db, logger, intervalMs: 1 });
    onTestFinished(() => loop.stop());
    loop.start();
    await expect.poll(() => logger.records.length, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(logger.records[0]).toMatchObject({ level: 'warn', message: expect.stringContaining('slice') });
    expect(await stateNow()).toMatchObject({ lastPassAt: null, usersAudited: 0 });
    await database.db.$executeRaw`ALTER TABLE "CreditHoldAway" RENAME TO "CreditHold"`;
    await expect.poll(async () => (await stateNow()).lastPassUsers, { timeout: 10_000 }).toBe(5);
  });
});

describe('a deviation', () => {
  test('is an error in the log once per user and law, also over processes, until it changes', async () => {
    await changeBalance('b', { creditsRemaining: 105, lastSeq: 3 });
    const first = openLoop(100);
    await first.loop.takeTurn();
    expect(first.errors()).toMatchObject([
      {
        fields: {
          userId: 'b',
          law: 1,
          broken: [{ rule: 'balance', place: null, expected: '100', found: '105', count: 1 }],
        },
      },
      { fields: { userId: 'b', law: 4, broken: [{ rule: 'newest' }] } },
    ]);

    passTime();
    await changeBalance('b', { lastSeq: 1 });
    await spendAs('b', 'breaks the chain');
    const second = openLoop(100);
    await second.loop.takeTurn();
    expect(second.errors()).toMatchObject([
      { fields: { userId: 'b', law: 4, broken: [{ rule: 'chain', place: 'entry 2' }] } },
    ]);

    passTime();
    await spendAs('b', 'as wrong as before');
    await second.loop.takeTurn();
    expect(second.errors(), 'a balance that is 5 too high and is spent from stays 5 too high').toHaveLength(
      1,
    );
    expect((await stateNow()).deviations).toMatchObject([
      { userId: 'b', law: 4, expected: '99', found: '104', lastSeenAt: now },
      { userId: 'b', law: 1, expected: '98', found: '103', firstSeenAt: start, lastSeenAt: now },
    ]);

    passTime();
    await changeBalance('b', { creditsRemaining: 110 });
    await second.loop.takeTurn();
    expect(second.errors().slice(1)).toMatchObject([{ fields: { law: 1, broken: [{ found: '110' }] } }]);
  });

  test('is open until it is gone; the auditor itself repairs nothing', async () => {
    const { loop, logger } = openLoop(100);
    await changeBalance('c', { creditsRemaining: 1 });
    await loop.takeTurn();
    expect(await stateNow()).toMatchObject({ openDeviations: 1, deviations: [{ userId: 'c', found: '1' }] });
    const balance = await database.db.creditBalance.findUnique({ where: { userId: 'c' } });
    expect(balance?.creditsRemaining).toBe(1);
    await changeBalance('c', { creditsRemaining: 100 });
    passTime();
    await loop.takeTurn();
    expect(await stateNow()).toMatchObject({ openDeviations: 0, deviations: [] });
    expect(logger.records.at(-1)).toMatchObject({
      level: 'info',
      fields: { gone: [{ userId: 'c', law: 1 }] },
    });
  });
});

describe('one user now', () => {
  test('is stored and logged as the loop would, and the loop does not repeat it', async () => {
    await changeBalance('d', { creditsRemaining: 90 });
    const ctx = { ...systemContext(database.db, () => now), logger: recordingLogger() };
    const result = await runAuditor(ctx, { userId: 'd' });
    expect(result).toMatchObject({
      auditedAt: now,
      entriesAudited: 1,
      deviations: [{ law: 1, found: '90' }],
    });
    expect(await stateNow()).toMatchObject({ openDeviations: 1 });
    expect(ctx.logger.records).toMatchObject([{ level: 'error', fields: { userId: 'd', law: 1 } }]);
    const { loop, errors } = openLoop(100);
    await loop.takeTurn();
    expect(errors()).toEqual([]);
    await changeBalance('d', { creditsRemaining: 100 });
    expect((await runAuditor(ctx, { userId: 'd' })).deviations).toEqual([]);
    expect(await stateNow()).toMatchObject({ openDeviations: 0 });
  });

  test('and the state are not for users; an unknown user is NOT_FOUND', async () => {
    const user = await createAccount(database.db, { credits: 0 });
    const admin = await createAccount(database.db, { credits: 0, role: 'ADMIN' });
    await expect(runAuditor(user.own, { userId: 'a' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(getAuditorState(user.own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(runAuditor(admin.own, { userId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await getAuditorState(admin.own)).toMatchObject({ openDeviations: 0 });
  });
});
