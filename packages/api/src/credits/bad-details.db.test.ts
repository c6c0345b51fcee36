import { useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs } from './test-support/verbs.ts';

const database = useTestDatabase();
let account: Awaited<ReturnType<typeof openWithVerbs>>;
beforeAll(async () => {
  account = await openWithVerbs(database.db);
});

function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level += 1) value = { a: value };
  return value;
}

function nestedLists(levels: number): unknown[] {
  let value: unknown[] = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}

const overhead = JSON.stringify({ text: '' }).length;
const bad: [string, unknown][] = [
  ['of 16,385 bytes', { text: 'x'.repeat(16_385 - overhead) }],
  ['of 16,385 bytes in fewer characters', { text: `xx${'é'.repeat((16_384 - overhead) / 2)}` }],
  ['nested 9 levels deep', nested(9)],
  ['nested 20,000 levels deep', nested(20_000)],
  ['with lists nested 20,000 levels deep', { list: nestedLists(20_000) }],
  ['with U+0000 in a value', { text: 'a\0b' }],
  ['with U+0000 in a name', { 'a\0b': 1 }],
  ['with half a character in a value', { text: '\ud800' }],
  ['with half a character in a name', { '\udc00': 1 }],
  ['that are a list', [1]],
  ['that are a string', 'text'],
  ['that are null', null],
  ['with a function', { f: () => 1 }],
  ['with NaN', { n: Number.NaN }],
];

describe.each(bad)('law 10: failed means untouched: details %s', (_name, details) => {
  test.each(['spend', 'refund', 'hold', 'capture', 'grant'] as const)('are refused by %s', async (verb) => {
    const { userId, verbs } = account;
    await expectRefused(database.db, userId, () => verbs[verb]({ details }), { code: 'INVALID_INPUT' });
  });
});

test.each([
  ['of 16,384 bytes', { text: 'x'.repeat(16_384 - overhead) }],
  ['nested 8 levels deep', nested(8)],
  ['with whole characters beyond the basic plane', { text: '🪙', '🪙': 1 }],
  ['that show a backslash and a code', { text: '\\ud800 \\u0000' }],
])('details %s are kept as they are', async (_name, details) => {
  const { verbs } = account;
  for (const verb of ['spend', 'grant'] as const) {
    await expect(verbs[verb]({ details })).resolves.toMatchObject({ entry: { details } });
  }
  await expect(verbs.hold({ details })).resolves.toMatchObject({ hold: { details } });
});
