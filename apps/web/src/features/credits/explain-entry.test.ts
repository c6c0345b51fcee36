import { expect, test } from 'vitest';
import { explainEntry } from './explain-entry.ts';

const alone = { refunds: [], refundOf: null };

test('a spend says what was refunded of it', () => {
  const spend = { meaning: 'spend' as const, creditsUsed: 5, refundOf: null };
  expect(explainEntry({ ...spend, refunds: [] }, 'Image generation')).toBe(
    '5 credits charged for Image generation.',
  );
  expect(explainEntry({ ...spend, refunds: [{ creditsUsed: -2 }] }, null)).toBe(
    '5 credits charged for an operation. 2 credits of it refunded.',
  );
  expect(explainEntry({ ...spend, refunds: [{ creditsUsed: -2 }, { creditsUsed: -3 }] }, null)).toBe(
    '5 credits charged for an operation. All of it was refunded.',
  );
});

test('a refund says whether it is all of its spend', () => {
  const refund = { meaning: 'refund' as const, creditsUsed: -2, refunds: [] };
  expect(explainEntry({ ...refund, refundOf: { creditsUsed: 2 } }, 'Text chat')).toBe(
    '2 credits given back in full for Text chat, at the price paid then.',
  );
  expect(explainEntry({ ...refund, refundOf: { creditsUsed: 5 } }, null)).toBe(
    '2 credits given back of the 5 credits charged, at the price paid then.',
  );
});

test('an adjustment says its direction', () => {
  expect(explainEntry({ meaning: 'correction', creditsUsed: 12, ...alone }, null)).toBe(
    'An admin took away 12 credits.',
  );
  expect(explainEntry({ meaning: 'correction', creditsUsed: -1, ...alone }, null)).toBe(
    'An admin added 1 credit.',
  );
});

test('a capture, a void and credits taken back are told apart', () => {
  expect(explainEntry({ meaning: 'capture', creditsUsed: 3, ...alone }, 'Text chat')).toBe(
    '3 credits charged for Text chat, out of what was held for it.',
  );
  expect(explainEntry({ meaning: 'void', creditsUsed: 40, ...alone }, null)).toContain('made a grant void');
  expect(explainEntry({ meaning: 'take_back', creditsUsed: 40, ...alone }, null)).toContain(
    'the money for them went back',
  );
});
