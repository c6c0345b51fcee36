import { pickFiles, pictureFile, textFile } from './files.ts';
import type { Screen } from './screen-list.ts';
import { expect } from './test.ts';

export const fileScreens: Screen[] = [
  {
    name: 'files',
    as: 'newcomer',
    async open(page) {
      await page.goto('/files');
      await pickFiles(page, [
        pictureFile('harbour.png'),
        pictureFile('a picture with quite a long name.png'),
        textFile('notes.txt'),
      ]);
      await expect(page.getByText('Stored')).toHaveCount(3);
      await page.getByRole('button', { name: 'Clear the finished' }).click();
      await page.getByRole('checkbox', { name: 'Select notes.txt' }).check();
    },
  },
  {
    name: 'files-list',
    as: 'newcomer',
    async open(page) {
      await page.goto('/files?view=list');
      await pickFiles(page, [textFile('notes.txt'), pictureFile('harbour.png')]);
      await expect(page.getByText('Stored')).toHaveCount(2);
    },
  },
  {
    name: 'files-preview',
    as: 'newcomer',
    async open(page) {
      await page.goto('/files');
      await pickFiles(page, [textFile('notes.txt')]);
      await page.getByRole('list', { name: 'Files' }).getByRole('button').click();
      await expect(page.getByText('The second line.')).toBeVisible();
    },
  },
  {
    name: 'files-empty',
    as: 'newcomer',
    async open(page) {
      await page.goto('/files');
      await expect(page.getByRole('heading', { name: 'No files yet' })).toBeVisible();
    },
  },
  {
    name: 'admin-storage',
    as: 'admin',
    async open(page) {
      await page.goto('/files');
      await pickFiles(page, [textFile('of-the-admin.txt')]);
      await expect(page.getByText('Stored')).toBeVisible();
      await page.goto('/admin/storage');
      await expect(page.getByRole('table', { name: 'Files of everybody' })).toBeVisible();
    },
  },
];
