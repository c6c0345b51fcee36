import { expect, test } from 'vitest';
import { createStatementNamer } from './statement-names.ts';

test('one text has one name, and statements without parameters have none', () => {
  const name = createStatementNamer();
  const first = name({ sql: 'SELECT $1', args: [1] });
  expect(name({ sql: 'SELECT $1', args: [2] })).toBe(first);
  expect(name({ sql: 'SELECT $1 + 1', args: [1] })).not.toBe(first);
  expect(name({ sql: 'BEGIN', args: [] })).toBe('');
});

test('endlessly varying statements do not fill the connection', () => {
  const name = createStatementNamer();
  const names = Array.from({ length: 2000 }, (_, n) => name({ sql: `SELECT $1 + ${n}`, args: [1] }));
  expect(new Set(names).size).toBe(501);
  expect(names.at(-1)).toBe('');
});
