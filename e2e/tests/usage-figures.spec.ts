import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { cellsOf, figure } from '../support/figures.ts';
import { dayInLisbon, type LedgerEntry, readLedger, sumUsage } from '../support/ledger.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'user' });

const numbers = new Intl.NumberFormat('en');
const features = { ai_text_chat: 'Text chat', ai_image_generation: 'Image generation' };

/** The entries of the last 30 days where the reader is, today included. */
function last30Days(entries: LedgerEntry[]): LedgerEntry[] {
  const first = dayInLisbon(Date.now() - 29 * 86_400_000);
  return entries.filter(({ timestamp }) => dayInLisbon(timestamp) >= first);
}

test('what Usage shows is what the entries add up to: totals, features, days and the file', async ({
  page,
  context,
}) => {
  const entries = last30Days(await readLedger(context));
  const all = sumUsage(entries);
  expect(all.spends).toBeGreaterThan(100);
  expect(all.refunded).toBeGreaterThan(0);

  await page.goto('/usage?view=table');
  await expect(figure(page, 'Credits used')).toContainText(`${numbers.format(all.used)} credits`);
  await expect(figure(page, 'Spent')).toContainText(`${numbers.format(all.spent)} credits`);
  await expect(figure(page, 'Spent')).toContainText(`${numbers.format(all.spends)} spends`);
  await expect(figure(page, 'Refunded')).toContainText(`${numbers.format(all.refunded)} credits`);

  for (const [key, name] of Object.entries(features)) {
    const own = sumUsage(entries.filter(({ featureKey }) => featureKey === key));
    const [, used, , spent, refunded, spends] = await cellsOf(
      page.getByRole('row', { name: new RegExp(`^${name}`) }),
    );
    expect([used, spent, refunded, spends]).toEqual(
      [own.used, own.spent, own.refunded, own.spends].map((value) => numbers.format(value)),
    );
  }

  const days = new Map<string, number>();
  for (const { kind, creditsUsed, timestamp } of entries) {
    if (kind !== 'SPEND' && kind !== 'REFUND') continue;
    days.set(dayInLisbon(timestamp), (days.get(dayInLisbon(timestamp)) ?? 0) + creditsUsed);
  }
  const table = page.getByRole('region', { name: /by day/ }).getByRole('row');
  for (const [day, used] of days) {
    if (used === 0) continue;
    const title = new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    });
    const row = table.filter({
      has: page.getByRole('rowheader', { name: title.format(new Date(day)), exact: true }),
    });
    expect([day, (await cellsOf(row))[0]]).toEqual([day, numbers.format(used)]);
  }

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const rows = csv.trimEnd().split('\r\n').slice(1);
  const column = (at: number) => rows.reduce((sum, row) => sum + Number(row.split(',')[at]), 0);
  expect([column(4), column(5), column(6), column(7)]).toEqual([
    all.used,
    all.spent,
    all.refunded,
    all.spends,
  ]);
});

test('what Overview shows is what the entries add up to', async ({ page, context }) => {
  const entries = await readLedger(context);
  const { used } = sumUsage(last30Days(entries));
  await page.goto('/');
  await expect(figure(page, 'Used in 30 days')).toContainText(`${numbers.format(used)} credits`);
  const balance = entries.reduce((sum, { creditsUsed }) => sum - creditsUsed, 0);
  await expect(figure(page, 'Credits to spend')).toContainText(numbers.format(balance));

  const legend = page.getByRole('list', { name: 'Credits in the chart' });
  for (const [key, name] of Object.entries(features)) {
    const own = sumUsage(last30Days(entries).filter(({ featureKey }) => featureKey === key));
    await expect(legend.getByRole('listitem').filter({ hasText: name })).toContainText(
      numbers.format(own.used),
    );
  }
});

test('History counts and lists the entries that there are, each with the balance that follows', async ({
  page,
  context,
}) => {
  const refunds = await readLedger(context, { kinds: ['REFUND'], featureKeys: ['ai_text_chat'] });
  await page.goto('/history?kind=REFUND&feature=ai_text_chat');
  await expect(page.getByText(`${refunds.length} entries`, { exact: true })).toBeVisible();
  const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
  for (const [index, entry] of refunds.slice(0, 10).entries()) {
    const cells = await cellsOf(rows.nth(index));
    expect(cells.slice(-2)).toEqual([`+${-entry.creditsUsed}`, numbers.format(entry.balanceAfter)]);
  }
});

test('the statement of a month opens, moves and closes as the entries do', async ({ page, context }) => {
  const entries = await readLedger(context);
  const month = dayInLisbon(Date.now() - 31 * 86_400_000).slice(0, 7);
  const within = entries.filter(({ timestamp }) => dayInLisbon(timestamp).startsWith(month));
  const before = entries.filter(({ timestamp }) => dayInLisbon(timestamp) < month);
  const sums = sumUsage(within);

  await page.goto(`/statement?month=${month}`);
  const sheet = page.getByRole('article');
  const movements = sheet.getByRole('table', { name: 'Balance and movements' });
  const usage = sheet.getByRole('table', { name: 'Usage by feature' });
  await expect(movements).toBeVisible();
  await expect(usage).toBeVisible();
  const last = async (table: Locator, name: string) =>
    (await cellsOf(table.getByRole('row', { name: new RegExp(`^${name}`) }))).at(-1);
  expect(await last(movements, 'Opening balance')).toBe(numbers.format(before[0]?.balanceAfter ?? 0));
  expect(await last(movements, 'Closing balance')).toBe(numbers.format(within[0]?.balanceAfter ?? 0));
  expect(await last(movements, 'Spends')).toBe(`−${numbers.format(sums.spent)}`);
  expect(await last(usage, 'All features')).toBe(numbers.format(sums.used));

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation')).toBeHidden();
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(sheet).toBeVisible();
});
