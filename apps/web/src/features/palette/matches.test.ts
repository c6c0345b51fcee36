import { expect, test } from 'vitest';
import { matches } from './matches.ts';

test.each([
  ['', 'Audit log', true],
  ['aud', 'Audit log', true],
  ['log au', 'Audit log', true],
  ['udit', 'Audit log', false],
  ['precos', 'Preços', true],
  ['AÇÕES', 'acoes', true],
  ['audit x', 'Audit log', false],
])('“%s” finds “%s”: %s', (query, text, found) => {
  expect(matches(query, text)).toBe(found);
});
