import { handMonth } from '@scrip/testing/hand-month-figures';
import { cellsOf, figure } from '../support/figures.ts';
import { openHandMonth, viewAs } from '../support/hand-month.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'admin' });

const features = { ai_text_chat: 'Text chat', ai_image_generation: 'Image generation' } as const;
const kinds = { GRANT: 'Grants', SPEND: 'Spends', REFUND: 'Refunds', EXPIRY: 'Expiries' } as const;
const { from, to } = handMonth;

const titleOf = (day: string) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(day));

const numberOf = (text = '') => Number(text.replace('−', '-').replace('+', ''));

for (const timeZone of ['UTC', 'Europe/Lisbon'] as const) {
  test.describe(`in ${timeZone}`, () => {
    test.use({ timezoneId: timeZone });

    test('October as computed by hand is what Usage, History, its file and the statement show', async ({
      page,
      context,
    }) => {
      const { totals, byFeature, byDay, statement, entries } = handMonth.zones[timeZone];
      await viewAs(context, await openHandMonth());

      await page.goto(`/usage?from=${from}&to=${to}&view=table`);
      await expect(figure(page, 'Credits used')).toContainText(`${totals.creditsUsed} credits`);
      await expect(figure(page, 'Spent')).toContainText(`${totals.creditsSpent} credits`);
      await expect(figure(page, 'Spent')).toContainText(`${totals.spends} spends`);
      await expect(figure(page, 'Refunded')).toContainText(`${totals.creditsRefunded} credits`);
      for (const [key, name] of Object.entries(features)) {
        const [, used] = await cellsOf(page.getByRole('row', { name: new RegExp(`^${name}`) }));
        expect([key, numberOf(used)]).toEqual([key, byFeature[key as keyof typeof features]]);
      }
      const days = page.getByRole('region', { name: /by day/ }).getByRole('row');
      await expect(days).toHaveCount(1 + Object.keys(byDay).length);
      for (const [day, used] of Object.entries(byDay)) {
        const name = titleOf(day);
        const row = days.filter({ has: page.getByRole('rowheader', { name, exact: true }) });
        expect([day, numberOf((await cellsOf(row))[0])]).toEqual([day, used]);
      }

      await page.goto(`/history?from=${from}&to=${to}`);
      await expect(page.getByText(`${entries} entries`, { exact: true })).toBeVisible();
      const rows = page.getByRole('row').filter({ has: page.getByRole('link') });
      await expect(rows).toHaveCount(entries);
      const shown = await Promise.all((await rows.all()).map(cellsOf));
      const changes = shown.map((cells) => numberOf(cells.at(-2)));
      expect(numberOf(shown[0]?.at(-1))).toBe(statement.closing);
      expect(changes.reduce((sum, credits) => sum + credits, statement.opening)).toBe(statement.closing);

      await page.getByRole('button', { name: 'Export' }).click();
      const file = await page.getByRole('menuitem', { name: /^CSV/ }).getAttribute('href');
      // A download by the browser itself would leave out whose view it is.
      const csv = await (await context.request.get(file ?? '')).text();
      const [head = '', ...lines] = csv.trimEnd().split('\r\n');
      const place = head.split(',').indexOf('credits_used');
      const used = lines.map((line) => Number(line.split(',')[place]));
      expect(used).toEqual(changes.map((credits) => (credits === 0 ? 0 : -credits)).reverse());

      await page.goto('/statement?month=2026-10');
      const movements = page.getByRole('table', { name: 'Balance and movements' });
      const last = async (name: string) =>
        numberOf((await cellsOf(movements.getByRole('row', { name: new RegExp(`^${name}`) }))).at(-1));
      await expect(movements).toBeVisible();
      expect(await last('Opening balance')).toBe(statement.opening);
      for (const [kind, name] of Object.entries(kinds))
        expect([kind, await last(name)]).toEqual([kind, statement[kind as keyof typeof kinds]]);
      expect(await last('Closing balance')).toBe(statement.closing);
      const all = page
        .getByRole('table', { name: 'Usage by feature' })
        .getByRole('row', { name: /^All features/ });
      expect(numberOf((await cellsOf(all)).at(-1))).toBe(totals.creditsUsed);
    });
  });
}
