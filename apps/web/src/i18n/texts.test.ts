import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBareTexts } from './find-texts.ts';
import { ptBr } from './pt-br/texts.ts';

const src = join(import.meta.dirname, '..');
const files = globSync('**/*.{ts,tsx}', { cwd: src })
  .filter((path) => !path.startsWith('i18n') && !path.includes('.test.'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), source: readFileSync(join(src, path), 'utf8') }));
const everySource = files.map(({ source }) => source).join('\n');
const valuesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([value]) => value).sort();

describe('Brazilian Portuguese', () => {
  test('translates every text that the code asks for', () => {
    const asked = [...everySource.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, text = '']) => text);
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((text) => !Object.hasOwn(ptBr, text))).toEqual([]);
  });

  test('translates nothing that the code no longer says', () => {
    const unused = Object.keys(ptBr).filter(
      (text) => !everySource.includes(`'${text}'`) && !everySource.includes(`"${text}"`),
    );
    expect(unused).toEqual([]);
  });

  test('names the same values as the English text', () => {
    const differing = Object.entries(ptBr).filter(
      ([english, translated]) => valuesIn(english).join() !== valuesIn(translated).join(),
    );
    expect(differing).toEqual([]);
  });

  test('leaves no text empty', () => {
    expect(Object.entries(ptBr).filter(([, translated]) => translated.trim() === '')).toEqual([]);
  });

  test('translates each text in one place', () => {
    const areas = globSync('pt-br/*.ts', { cwd: import.meta.dirname }).filter(
      (path) => !path.endsWith('texts.ts'),
    );
    const texts = areas.flatMap((path) =>
      [...readFileSync(join(import.meta.dirname, path), 'utf8').matchAll(/^ {2}(?:'(.+?)'|(\w+)):/gm)].map(
        ([, quoted, bare]) => quoted ?? bare,
      ),
    );
    expect(texts.filter((text, place) => texts.indexOf(text) !== place)).toEqual([]);
  });
});

test('no screen shows English that cannot be translated', () => {
  const bare = files.flatMap(({ path, source }) => findBareTexts(source).map((text) => `${path}: ${text}`));
  expect(bare).toEqual([]);
});
