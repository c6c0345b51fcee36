import { useTestDatabase } from '@scrip/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectRefused } from './test-support/untouched.ts';
import { openWithVerbs, type VerbName } from './test-support/verbs.ts';

const database = useTestDatabase();
let account: Awaited<ReturnType<typeof openWithVerbs>>;
beforeAll(async () => {
  account = await openWithVerbs(database.db);
});

const noNumbers = [Number.NaN, Number.POSITIVE_INFINITY, '5', '', null, {}, [5], true, 5n];
const noCredits = [1.5, 2_147_483_648, 1e308, Number.MAX_SAFE_INTEGER, ...noNumbers];

const fields: { verb: VerbName; field: string; bad: unknown[]; others?: object }[] = [
  { verb: 'spend', field: 'quantity', bad: [0, -1, ...noCredits] },
  { verb: 'refund', field: 'amountCredits', bad: [0, -1, ...noCredits] },
  { verb: 'refund', field: 'graceSeconds', bad: [0, -1, 366 * 86_400 + 1, ...noCredits] },
  { verb: 'hold', field: 'amountCredits', bad: [0, -1, ...noCredits] },
  { verb: 'hold', field: 'quantity', bad: [0, -1, ...noCredits] },
  { verb: 'hold', field: 'ttlSeconds', bad: [0, -1, 7 * 86_400 + 1, ...noCredits] },
  { verb: 'capture', field: 'amountCredits', bad: [-1, ...noCredits] },
  { verb: 'capture', field: 'quantity', bad: [0, -1, ...noCredits] },
  { verb: 'extend', field: 'ttlSeconds', bad: [0, -1, 7 * 86_400 + 1, undefined, ...noCredits] },
  { verb: 'grant', field: 'amountCredits', bad: [0, -1, undefined, ...noCredits] },
  { verb: 'grant', field: 'priority', bad: [-1, 1001, ...noCredits] },
  { verb: 'adjust', field: 'deltaCredits', bad: [0, -2_147_483_648, undefined, ...noCredits] },
  { verb: 'adjustTo', field: 'creditsRemaining', bad: [-1, undefined, ...noCredits] },
  { verb: 'adjustTo', field: 'expectedCreditsRemaining', bad: [1.5, ...noNumbers] },
  { verb: 'setOverdraft', field: 'overdraftCredits', bad: [-1, undefined, ...noCredits] },
];
const nameOf = (value: unknown) => (typeof value === 'string' ? `"${value}"` : String(value));
const cases = fields.flatMap(({ verb, field, bad }) =>
  bad.map((value) => ({ verb, field, value, name: nameOf(value) })),
);

describe('law 10: failed means untouched, by an amount that is none', () => {
  test.each(cases)('$verb refuses a $field of $name by name', async ({ verb, field, value }) => {
    const { userId, verbs } = account;
    await expectRefused(database.db, userId, () => verbs[verb]({ [field]: value }), {
      code: 'INVALID_INPUT',
      details: { issues: expect.arrayContaining([expect.objectContaining({ path: field })]) },
    });
  });

  test('a capture takes a quantity or an amount, not both', async () => {
    const { userId, verbs } = account;
    await expectRefused(database.db, userId, () => verbs.capture({ quantity: 1, amountCredits: 1 }), {
      code: 'INVALID_INPUT',
    });
  });

  test('every verb refuses a field that it does not know, such as a price', async () => {
    const { userId, verbs } = account;
    for (const verb of Object.values(verbs)) {
      await expectRefused(database.db, userId, () => verb({ costCredits: 0 }), { code: 'INVALID_INPUT' });
    }
  });
});
