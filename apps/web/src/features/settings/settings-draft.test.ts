import { expect, test } from 'vitest';
import { checkDraft, describeChanges, toDraft, toSettings } from './settings-draft.ts';

const settings = {
  signUpCredits: 100,
  lowBalancePercent: 20,
  uploadMegabytes: null,
  quotaMegabytes: null,
  quotaFiles: null,
  retentionDays: null,
  uploadTypes: null,
};

test('what is not set for files is empty, and stays unset', () => {
  const draft = toDraft(settings);
  expect(draft).toMatchObject({ signUpCredits: '100', quotaFiles: '', uploadTypes: '' });
  expect(checkDraft(draft)).toEqual({});
  expect(toSettings(draft)).toEqual(settings);
});

test('types may stand on lines or behind commas, each is kept once', () => {
  const draft = { ...toDraft(settings), uploadTypes: 'image/png, image/PNG\ntext/plain', quotaFiles: '5' };
  expect(toSettings(draft)).toMatchObject({ uploadTypes: ['image/png', 'text/plain'], quotaFiles: 5 });
});

test.each([
  { signUpCredits: '' },
  { lowBalancePercent: '101' },
  { uploadMegabytes: '0' },
  { retentionDays: '1.5' },
  { uploadTypes: 'png' },
])('%j is refused beside its field', (change) => {
  expect(Object.keys(checkDraft({ ...toDraft(settings), ...change }))).toEqual(Object.keys(change));
});

test('a change of another admin is told with both values', () => {
  expect(describeChanges(settings, { ...settings, quotaFiles: 10 })).toEqual([
    'Files of one user: as configured → 10',
  ]);
});
