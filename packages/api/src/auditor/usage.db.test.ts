import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { foldUsage } from '../usage/fold-usage.ts';
import { writeEntries } from '../usage/test-support/write-entries.ts';
import { auditLedger } from './service.ts';

const database = useTestDatabase();

test('rollups that differ from the entries are named, and right ones are not', async () => {
  const { userId, system } = await createAccount(database.db, {
    now: () => new Date('2026-01-01T00:00:00Z'),
  });
  await writeEntries(database.db, { userId, count: 200, from: '2026-05-01', everyMinutes: 30 });
  const find = async () => {
    const { deviations } = await auditLedger(system, { userId });
    return deviations.filter(({ rule }) => rule.startsWith('usage'));
  };
  expect(await find()).toEqual([]);
  await foldUsage({ db: database.db });
  expect(await database.db.usageMark.count()).toBe(3);
  expect(await find()).toEqual([]);

  const day = { userId_day: { userId, day: new Date('2026-05-02T00:00:00Z') } };
  await database.db.usageDaily.update({ where: day, data: { creditsSpent: { increment: 1 } } });
  expect(await find()).toMatchObject([
    { law: 12, rule: 'usage-day', place: 'day 2026-05-02', count: 1 },
    { rule: 'usage-fold' },
    { rule: 'usage-so-far', place: 'day 2026-05-02' },
  ]);
  await database.db.usageDaily.update({ where: day, data: { creditsSpent: { decrement: 1 } } });

  await database.db.usageDaily.update({ where: day, data: { refundsSoFar: { increment: 1 } } });
  expect(await find()).toMatchObject([{ law: 12, rule: 'usage-so-far', place: 'day 2026-05-02', count: 1 }]);
  await database.db.usageDaily.update({ where: day, data: { refundsSoFar: { decrement: 1 } } });

  const { foldedSeq } = await database.db.usageFold.findUniqueOrThrow({ where: { userId } });
  for (const [wrong, right, rule] of [
    [{ foldedSeq: foldedSeq + 1 }, { foldedSeq }, 'usage-folded-seq'],
    [{ creditsSpent: { increment: 1 } }, { creditsSpent: { decrement: 1 } }, 'usage-fold'],
  ] as const) {
    await database.db.usageFold.update({ where: { userId }, data: wrong });
    expect(await find()).toMatchObject([{ law: 12, rule, count: 1 }]);
    await database.db.usageFold.update({ where: { userId }, data: right });
  }

  const mark = { userId_seq: { userId, seq: 128 } };
  await database.db.$executeRaw`
    UPDATE "UsageMark" SET "totals" = jsonb_set("totals", '{0,4}', '99999') WHERE "userId" = ${userId} AND "seq" = 128`;
  expect(await find()).toMatchObject([{ rule: 'usage-mark', place: 'mark 128', count: 2 }]);
  await database.db.usageMark.delete({ where: mark });
  expect(await find()).toMatchObject([{ rule: 'usage-mark', place: 'mark 128' }]);
});
