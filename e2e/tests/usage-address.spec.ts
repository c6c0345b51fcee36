import { expectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'user' });

test('what is chosen on Usage is in the address, and the back button undoes it', async ({ page }) => {
  await page.goto('/usage');
  await expectScreen(page, 'Usage');
  await page.getByText('90 days', { exact: true }).click();
  await expect(page).toHaveURL(/period=90d/);
  await page.getByRole('combobox', { name: 'Stacked by' }).selectOption('By operation');
  await expect(page).toHaveURL(/by=operationType/);
  await expect(page.getByRole('heading', { name: 'By operation' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Cut into' }).selectOption('Weeks');
  await expect(page).toHaveURL(/unit=week/);

  await page.reload();
  await expect(page.getByRole('radio', { name: '90 days' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Cut into' })).toHaveValue('week');

  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'Cut into' })).toHaveValue('day');
  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'Stacked by' })).toHaveValue('feature');
  await page.goBack();
  await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked();
});

test('the comparison shows the period before in the figures, the chart, the table and for screen readers', async ({
  page,
}) => {
  await page.goto('/usage?period=7d');
  const chart = page.getByRole('slider', { name: /^Credits used/ });
  await expect(chart).not.toHaveAttribute('aria-valuetext', /before/);
  await page.getByRole('switch', { name: 'Compare with the period before' }).click();
  await expect(page).toHaveURL(/compare=yes/);
  await expect(page.getByRole('definition').first()).toContainText(/before/);
  await expect(page.getByText('Period before', { exact: true })).toBeVisible();
  await expect(chart).toHaveAttribute('aria-valuetext', /, before: [\d,]+ credits?/);
  await page.getByText('Table', { exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'Before, credits' })).toBeVisible();
});

test('the chart is read and cut with the keyboard alone', async ({ page }) => {
  await page.goto('/usage?period=7d');
  const chart = page.getByRole('slider', { name: /^Credits used/ });
  await chart.focus();
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuenow', '2');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d/);
  const { searchParams } = new URL(page.url());
  const [from, to] = [searchParams.get('from') ?? '', searchParams.get('to') ?? ''];
  expect((Date.parse(to) - Date.parse(from)) / 86_400_000).toBe(2);
});

test('dragging over the chart chooses days', async ({ page }) => {
  await page.goto('/usage');
  const chart = page.getByRole('slider', { name: /^Credits used/ });
  const box = await chart.boundingBox();
  if (!box) throw new Error('The chart has no place.');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d&to=/);
  await page.goBack();
  await expect(page).toHaveURL(/\/usage$/);
});

test('an address with nonsense opens as the last 30 days', async ({ page }) => {
  await page.goto('/usage?from=2026-11-10&to=2020-01-01&unit=minute&by=colour');
  await expect(page.getByRole('radio', { name: '30 days' })).toBeChecked();
  await expect(page.getByRole('slider', { name: /^Credits used/ })).toBeVisible();
});

test('hours of a day can be looked at', async ({ page }) => {
  await page.goto('/usage?period=1d');
  await expect(page.getByRole('combobox', { name: 'Cut into' })).toHaveValue('hour');
  await expect(page.getByRole('main')).toContainText('Credits used');
});

test.describe('while the server does not answer', () => {
  test.use({ expectedStatuses: [503] });

  test('Usage says so, and comes back when asked again', async ({ page }) => {
    await page.route(/usage\.report/, (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto('/usage');
    await expect(page.getByRole('alert')).toContainText('The server cannot be reached.', { timeout: 15_000 });
    await page.unroute(/usage\.report/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('slider', { name: /^Credits used/ })).toBeVisible();
  });
});
