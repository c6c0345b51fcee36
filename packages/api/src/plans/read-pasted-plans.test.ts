import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDomainError } from '../errors.ts';
import { readPastedPlans } from './read-pasted-plans.ts';

/** As Clerk's Backend API answers. */
const answer = {
  data: [
    {
      object: 'commerce_plan',
      id: 'cplan_1',
      name: 'Pro',
      slug: 'pro',
      description: null,
      is_default: false,
      is_recurring: true,
      has_base_fee: true,
      publicly_visible: true,
      fee: { amount: 2900, amount_formatted: '29.00', currency: 'usd', currency_symbol: '$' },
      annual_fee: null,
      annual_monthly_fee: null,
      for_payer_type: 'user',
      features: [
        { object: 'feature', id: 'feat_1', name: 'API', slug: 'api', description: null, avatar_url: null },
      ],
      free_trial_days: null,
      free_trial_enabled: false,
      avatar_url: null,
    },
    { id: 'cplan_2', name: 'Free' },
  ],
  total_count: 2,
};
const text = JSON.stringify(answer, null, 2);

function messagesOf(json: string): string[] {
  try {
    readPastedPlans(json);
    return [];
  } catch (error) {
    if (!isDomainError(error, 'INVALID_INPUT')) throw error;
    expect(new Set(error.details.issues.map(({ path }) => path))).toEqual(new Set(['json']));
    return error.details.issues.map(({ message }) => message);
  }
}

test('the whole answer of Clerk and its list alone are read alike', () => {
  const plans = readPastedPlans(text);
  expect(plans).toMatchObject([
    { id: 'cplan_1', fee: { amount: 2900, currency: 'USD' }, features: [{ name: 'API' }] },
    { id: 'cplan_2', for_payer_type: 'user', publicly_visible: true },
  ]);
  expect(readPastedPlans(JSON.stringify(answer.data))).toEqual(plans);
});

describe('what is wrong is named with its line, its column and what was expected', () => {
  test.each([
    ['', 'Line 1, column 1: expected a value'],
    ['[\n  { "id": "a" "name": "A" }\n]', 'Line 2, column 15: expected a comma'],
    ['[\n  { "id": "a", }\n]', 'Line 2, column 16: expected a "property name"'],
    ['[\n  { "id" "a" }\n]', 'Line 2, column 10: expected a colon'],
    ['[\n  { "id": "a"\n', 'Line 3, column 1: expected a closing }'],
    ['[\n  { "id": "a }\n]', 'Line 2, column 11: expected a closing "'],
    ['[] x', 'Line 1, column 4: expected nothing more'],
    ['[] []', 'Line 1, column 4: expected nothing more'],
    ['[{} x', 'Line 1, column 5: expected a value'],
    ['// plans\n[]', 'Line 1, column 1: expected JSON without comments'],
    ['"plans"', 'Line 1, column 1: expected the list of plans'],
    ['{\n  "plans": [] }', 'Line 1, column 1: expected the list of plans'],
    ['{\n  "data": {} }', 'Line 2, column 11: expected the list of plans'],
    ['[\n  7\n]', 'Line 2, column 3: expected a plan: {'],
    [
      '[\n  {\n    "name": "A" }\n]',
      'Line 2, column 3: expected “id” to be a plan id such as "cplan_...", and it is missing',
    ],
    [
      '[ { "id": "a", "name": "A",\r\n "fee": { "amount": "9.00", "currency": "USD" } } ]',
      'Line 2, column 21: expected “fee.amount” to be a whole number of cents',
    ],
    [
      '[ { "id": "a", "name": "A",\n "fee": { "amount": -1, "currency": "USD" } } ]',
      'Line 2, column 21: expected “fee.amount” to be an amount of 0 or more',
    ],
    [
      '[ { "id": "a", "name": "A",\n "annual_fee": { "amount": 9 } } ]',
      'Line 2, column 16: expected “annual_fee.currency” to be a currency code such as "USD", and it is missing',
    ],
    [
      '[\n{ "id": "a", "name": "A" },\n{ "id": "a", "name": "B" } ]',
      'Line 3, column 9: expected every plan once, and a is here for the second time',
    ],
  ])('%j', (json, message) => {
    expect(messagesOf(json)[0]).toMatch(message);
  });

  test('thousands of levels', () => {
    expect(messagesOf('['.repeat(100_000))[0]).toMatch('Line 1, column 1: expected the list of plans');
  });

  test('several at once, each in its place', () => {
    const broken = text.replace('"Pro"', '""').replace('2900', '29.5');
    const lineOf = (part: string) => broken.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(messagesOf(broken)).toEqual([
      expect.stringMatching(`^Line ${lineOf('"name": ""')}, .*“name” to be the name of the plan`),
      expect.stringMatching(`^Line ${lineOf('29.5')}, .*“fee.amount” to be a whole number`),
    ]);
  });
});

test('a text with one character lost or changed is read as JSON.parse reads it, or refused with a line', () => {
  const damage = fc.record({
    at: fc.nat(text.length - 1),
    insert: fc.constantFrom('', '"', '{', ']', ',', '\n', '\\', '0', 'x', '\u0007'),
  });
  fc.assert(
    fc.property(damage, ({ at, insert }) => {
      const damaged = text.slice(0, at) + insert + text.slice(at + 1);
      const messages = messagesOf(damaged);
      for (const message of messages) expect(message).toMatch(/^Line \d+, column \d+: expected /);
      if (messages.length === 0) expect(() => JSON.parse(damaged)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});
