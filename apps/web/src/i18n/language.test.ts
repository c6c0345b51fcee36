import { expect, test } from 'vitest';
import { pickLanguage, pickLocale } from './language.ts';

test.each([
  [null, ['pt-PT', 'en'], 'pt-BR'],
  [null, ['de-DE', 'en-US', 'pt-BR'], 'en'],
  [null, ['ja'], 'en'],
  [null, [], 'en'],
  ['pt-BR', ['en-US'], 'pt-BR'],
  ['en', ['pt-BR'], 'en'],
  ['xx', ['pt-BR'], 'pt-BR'],
] as const)('somebody who chose %s and asks for %j reads %s', (chosen, asked, language) => {
  expect(pickLanguage(chosen, asked)).toBe(language);
});

test.each([
  ['en', ['en-US', 'en'], 'en-US'],
  ['en', ['pt-BR', 'en-GB'], 'en-GB'],
  ['en', ['pt-BR'], 'en'],
  ['pt-BR', ['pt-PT', 'en'], 'pt-PT'],
  ['pt-BR', ['en-US'], 'pt-BR'],
] as const)('%s with %j writes numbers as %s does', (language, asked, locale) => {
  expect(pickLocale(language, asked)).toBe(locale);
});
