import { expect, test } from 'vitest';
import { findBareTexts } from './find-texts.ts';

test.each([
  ['<p>Hello there</p>', ['Hello there']],
  ['<Panel title="Limits">', ['Limits']],
  ['<p title={`All of it`} />', ['All of it']],
  ['<Button\n  onClick={go}\n>\n  Go there\n</Button>', ['Go there']],
  ["isOver ? 'Over' : 'Under way'", ['Over', 'Under way']],
  ["isOver ? t('Over') : kind === 'SPEND' ? 'ADMIN' : null", []],
  ["<p>{t('Hello there')}</p>", []],
  ["<Panel title={t('Limits')}>", []],
  ['const isMore = a > b && c < d;', []],
  ['// <p>Hello there</p>', []],
  ['<Wordmark>Scrip</Wordmark>', []],
])('of %s finds %j', (source, found) => {
  expect(findBareTexts(source)).toEqual(found);
});
