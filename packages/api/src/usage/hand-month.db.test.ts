import {
  createAccount,
  expectLedgerHolds,
  handMonth,
  type TestAccount,
  useTestDatabase,
  writeHandMonth,
} from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { listHistory } from '../credits/history.ts';
import { getStatement } from '../credits/statement.ts';
import { exportEntries } from './export-entries.ts';
import { foldUsage } from './fold-usage.ts';
import { getUsageReport } from './get-report.ts';

const database = useTestDatabase();
let now = new Date('2026-09-30T12:00:00Z');
let account: TestAccount;

beforeAll(async () => {
  account = await createAccount(database.db, { now: () => now });
  const setNow = (at: Date) => {
    now = at;
  };
  await writeHandMonth({ ...account, setNow });
  await expectLedgerHolds(database.db, account.userId);
});

const { from, to, endsAt } = handMonth;
const zones = ['UTC', 'Europe/Lisbon'] as const;

describe.each(zones)('October as computed by hand, in %s', (timeZone) => {
  const { startsAt, totals, byFeature, byDay, statement, entries } = handMonth.zones[timeZone];

  test.each(['from the ledger', 'from the rollups'])('the report matches %s', async (source) => {
    if (source === 'from the rollups') await foldUsage({ db: database.db });
    const asked = { period: { from, to }, timeZone };
    const report = await getUsageReport(account.own, account.userId, asked);
    expect([report.startsAt.toISOString(), report.endsAt.toISOString()]).toEqual([startsAt, endsAt]);
    expect(report.totals).toMatchObject(totals);
    expect(Object.fromEntries(report.series.map((one) => [one.key, one.totals.creditsUsed]))).toEqual(
      byFeature,
    );
    const days = report.buckets.map(({ day }, nth) => [
      day,
      report.series.reduce((sum, { creditsUsed }) => sum + (creditsUsed[nth] ?? 0), 0),
    ]);
    expect(Object.fromEntries(days.filter(([, credits]) => credits !== 0))).toEqual(byDay);
  });

  test('so does the statement', async () => {
    const told = await getStatement(account.own, account.userId, { from: startsAt, to: endsAt });
    const moved = Object.fromEntries(told.movements.map(({ kind, credits }) => [kind, credits]));
    expect({ opening: told.openingCredits, ...moved, closing: told.closingCredits }).toEqual(statement);
  });

  test('and the history and the CSV add up to it', async () => {
    const filter = { from: startsAt, to: endsAt };
    const { items } = await listHistory(account.own, account.userId, { ...filter, limit: 200 });
    expect(items).toHaveLength(entries);
    const { lines } = await exportEntries(account.own, { ...filter, timeZone });
    let file = '';
    for await (const part of lines) file += part;
    const [header = '', ...rows] = file.trimEnd().split('\r\n');
    const place = header.split(',').indexOf('credits_used');
    const used = rows.map((row) => Number(row.split(',')[place]));
    expect(used).toEqual(items.map(({ creditsUsed }) => creditsUsed).reverse());
    expect(used.reduce((sum, credits) => sum - credits, statement.opening)).toBe(statement.closing);
  });
});

test('the hour that comes twice in Lisbon is two hours', async () => {
  const { day, hours } = handMonth.longDay;
  const asked = { period: { from: day, to: day }, timeZone: 'Europe/Lisbon', grain: 'hour' } as const;
  const { series } = await getUsageReport(account.own, account.userId, asked);
  expect(series[0]?.creditsUsed).toEqual(hours);
});
