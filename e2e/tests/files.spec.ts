import { pickFiles, pictureFile, textFile } from '../support/files.ts';
import { expect, test } from '../support/test.ts';

test.use({ as: 'newcomer' });

test('files are uploaded, shown, deleted and restored, and the quota follows', async ({ page }) => {
  await page.goto('/files');
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  await expect(page.getByText('0 B of 1 GB, 0 of 1,000 files')).toBeVisible();
  await pickFiles(page, [pictureFile('harbour.png'), textFile('notes.txt')]);

  const uploads = page.getByRole('region', { name: 'Uploads' });
  await expect(uploads.getByText('Stored')).toHaveCount(2);
  await expect(page.getByText(/, 2 of 1,000 files/)).toBeVisible();
  const grid = page.getByRole('list', { name: 'Files' });
  await expect(grid.locator('img')).toHaveCount(1);

  await grid.getByRole('button', { name: /notes\.txt/ }).click();
  const preview = page.getByRole('dialog', { name: 'notes.txt' });
  await expect(preview.getByText('The second line.')).toBeVisible();
  await page.keyboard.press('Escape');
  await grid.getByRole('button', { name: /harbour\.png/ }).click();
  await expect(page.getByRole('img', { name: 'harbour.png' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('checkbox', { name: 'Select harbour.png' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete 1 file' }).getByRole('button', { name: 'Delete' }).click();
  await expect(grid.getByRole('button')).toHaveCount(1);
  await page.getByText('Deleted', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select harbour.png' }).check();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('heading', { name: 'No deleted files' })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Which files' }).getByText('Files', { exact: true }).click();
  await expect(grid.getByRole('button')).toHaveCount(2);

  await page.getByRole('checkbox', { name: 'Select notes.txt' }).check();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog', { name: 'Delete 1 file' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select notes.txt' }).check();
  await expect(page.getByText(/, 2 of 1,000 files/)).toBeVisible();
  await page.getByRole('toolbar').getByRole('button', { name: 'Delete for good' }).click();
  const last = page.getByRole('dialog', { name: 'Delete 1 file for good' });
  await last.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText(/, 1 of 1,000 files/)).toBeVisible();
});

test.describe('trouble', () => {
  test.use({ expectedStatuses: [415, 502] });

  test('a refused file says why, one that is there already is recognised, others are canceled or tried again', async ({
    page,
  }) => {
    await page.goto('/files');
    const page1 = {
      name: 'page.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('<!doctype html><p>hello'),
    };
    const once = textFile('once.txt');
    await pickFiles(page, [page1, once]);
    const uploads = page.getByRole('region', { name: 'Uploads' });
    await expect(uploads.getByText('Files of type text/html are not allowed here.')).toBeVisible();
    await expect(uploads.getByText('Stored')).toBeVisible();
    await pickFiles(page, [{ ...once, name: 'twice.txt' }]);
    await expect(uploads.getByText('You have this file already: once.txt')).toBeVisible();
    await uploads.getByRole('button', { name: 'Clear the finished' }).click();
    await expect(uploads).toHaveCount(0);

    await page.route('**/api/files?*', (route) => route.fulfill({ status: 502 }), { times: 1 });
    await pickFiles(page, [textFile('unlucky.txt')]);
    await expect(uploads.getByText('The file was not taken.')).toBeVisible();
    await uploads.getByRole('button', { name: 'Try unlucky.txt again' }).click();
    await expect(uploads.getByText('Stored')).toBeVisible();

    // A network that takes nothing.
    await page.route('**/api/files?*', () => undefined, { times: 1 });
    await pickFiles(page, [textFile('slow.txt')]);
    await expect(uploads.getByText(/^0 B of /)).toBeVisible();
    await uploads.getByRole('button', { name: 'Cancel slow.txt' }).click();
    await expect(uploads.getByText('slow.txt')).toHaveCount(0);
    await expect(page.getByRole('list', { name: 'Files' }).getByRole('button')).toHaveCount(2);
  });
});

test('a file can be dropped anywhere, or pasted', async ({ page }) => {
  await page.goto('/files');
  await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
  const dropped = await page.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(['dropped ' + Math.random()], 'dropped.txt', { type: 'text/plain' }));
    return data;
  })()`);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped });
  await expect(page.getByText('Drop to upload')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  const grid = page.getByRole('list', { name: 'Files' });
  await expect(grid.getByText('dropped.txt')).toBeVisible();

  await page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(['pasted ' + Math.random()], 'pasted.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  })()`);
  await expect(grid.getByText('pasted.txt')).toBeVisible();
});

test('a picture from the playground is a file of the user', async ({ page }) => {
  await page.goto('/playground?mode=image');
  await page.getByRole('textbox', { name: 'What to paint' }).fill('A lighthouse at dusk');
  await page.getByRole('button', { name: 'Paint for 5 credits' }).click();
  await expect(page.getByRole('img', { name: 'A lighthouse at dusk' })).toBeVisible();
  await page.goto('/files');
  await expect(page.getByRole('list', { name: 'Files' }).getByText('A lighthouse at dusk.png')).toBeVisible();
});
