import { createAccount, type TestAccount, useTestDatabase } from '@scrip/testing';
import { beforeAll, expect, test } from 'vitest';
import { findDifferentSlot } from './compare-repository.ts';
import { foldUsage, rebuildUsage } from './fold-usage.ts';
import { getTopUsers, getUsageReport, getUsageReportOfAll } from './get-report.ts';
import { netByBucket, totalOf, type UsageCell } from './report.ts';
import { usageDimensions } from './schema.ts';
import { writeEntries } from './test-support/write-entries.ts';

const database = useTestDatabase();
const now = () => new Date('2026-11-23T12:00:00Z');
const zones = ['UTC', 'Asia/Kathmandu', 'Europe/Lisbon', 'America/St_Johns', 'Pacific/Apia'];
const period = { from: '2026-10-10', to: '2026-11-20' };
let accounts: TestAccount[];
let admin: TestAccount;

beforeAll(async () => {
  accounts = [await createAccount(database.db, { now }), await createAccount(database.db, { now })];
  admin = await createAccount(database.db, { role: 'ADMIN', credits: 0, now });
});

/** The same figures by the plainest way there is. */
async function readLedger(): Promise<(userIds: string[], startsAt: Date, endsAt: Date) => UsageCell[]> {
  const entries = await database.db.usageHistory.findMany({ where: { kind: { in: ['SPEND', 'REFUND'] } } });
  return (userIds, startsAt, endsAt) =>
    entries
      .filter(
        ({ userId, timestamp }) => userIds.includes(userId) && timestamp >= startsAt && timestamp < endsAt,
      )
      .map(({ kind, creditsUsed, featureKey }) => ({
        bucket: 0,
        key: featureKey,
        creditsSpent: kind === 'SPEND' ? creditsUsed : 0,
        creditsRefunded: kind === 'REFUND' ? -creditsUsed : 0,
        spends: kind === 'SPEND' ? 1 : 0,
        refunds: kind === 'REFUND' ? 1 : 0,
      }));
}

async function expectExact(): Promise<void> {
  const fromLedger = await readLedger();
  const everybody = accounts.map(({ userId }) => userId);
  for (const timeZone of zones) {
    // Dimensions differ in what an entry counts under, zones in when: all of both, but not each with each.
    for (const by of timeZone === 'UTC' ? usageDimensions : (['feature', 'model'] as const)) {
      const asked = { period, timeZone, by } as const;
      const own = await Promise.all(accounts.map(({ own, userId }) => getUsageReport(own, userId, asked)));
      const all = await getUsageReportOfAll(admin.own, asked);
      for (const [report, userIds] of [
        ...own.map((one, nth) => [one, [everybody[nth] ?? '']] as const),
        [all, everybody] as const,
      ]) {
        const { totals, startsAt, endsAt, buckets, series } = report;
        expect(totals, `${timeZone} ${by}`).toEqual(totalOf(fromLedger([...userIds], startsAt, endsAt)));
        const [day] = buckets.slice(15);
        const ofDay = series.reduce((sum, one) => sum + (one.creditsUsed[15] ?? 0), 0);
        const cells = day ? fromLedger([...userIds], day.startsAt, day.endsAt) : [];
        expect(ofDay, `${timeZone} ${by} ${day?.day}`).toBe(netByBucket(cells, 1)[0]);
      }
    }
    const top = await getTopUsers(admin.own, { period, timeZone });
    const { startsAt, endsAt, activeUsers } = await getUsageReportOfAll(admin.own, { period, timeZone });
    const wanted = everybody
      .map((userId) => ({ userId, totals: totalOf(fromLedger([userId], startsAt, endsAt)) }))
      .sort((a, b) => b.totals.creditsUsed - a.totals.creditsUsed);
    expect(top, timeZone).toMatchObject(wanted);
    expect(activeUsers).toBe(2);
  }
}

test('figures are exact before the rollups are made, while they lag behind, and after they are rebuilt', async () => {
  const [busy, calm] = accounts;
  await writeEntries(database.db, {
    userId: busy?.userId ?? '',
    count: 900,
    from: period.from,
    everyMinutes: 60,
  });
  await writeEntries(database.db, {
    userId: calm?.userId ?? '',
    count: 30,
    from: period.from,
    everyMinutes: 2_000,
  });
  await expectExact();
  await foldUsage({ db: database.db });
  await expectExact();
  expect(await database.db.usageMark.count()).toBe(Math.floor(901 / 64));
  await writeEntries(database.db, {
    userId: busy?.userId ?? '',
    count: 70,
    from: '2026-11-18',
    everyMinutes: 1,
  });
  await expectExact();
  await Promise.all([foldUsage({ db: database.db }), foldUsage({ db: database.db })]);
  await expectExact();
  expect(await findDifferentSlot(database.db)).toBeNull();
  const before = await snapshot();
  await rebuildUsage(admin.own);
  await expectExact();
  await foldUsage({ db: database.db });
  expect(await snapshot()).toEqual(before);
  await expectExact();
  await database.db.$executeRaw`
    UPDATE "UsageOfAll" SET "spends" = "spends" + 1
    WHERE "dimension" = 'model' AND "grainMinutes" = 60 AND "startsAt" = '2026-10-10T03:00:00Z'`;
  const found = await findDifferentSlot(database.db);
  expect(found).toMatchObject({ day: '2026-10-10', dimension: 'model', grainMinutes: 60 });
}, 180_000);

const snapshot = () =>
  Promise.all([
    database.db.usageDaily.findMany({ orderBy: [{ userId: 'asc' }, { day: 'asc' }] }),
    database.db.usageMark.findMany({ orderBy: [{ userId: 'asc' }, { seq: 'asc' }] }),
    database.db.usageOfAll.findMany({
      orderBy: [{ dimension: 'asc' }, { grainMinutes: 'asc' }, { startsAt: 'asc' }, { key: 'asc' }],
    }),
    database.db.usageFold.findMany({ orderBy: { userId: 'asc' } }),
  ]);
