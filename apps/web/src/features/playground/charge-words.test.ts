import type { ChargeState } from '@scrip/api';
import { expect, test } from 'vitest';
import { chargeWords } from './charge-words.ts';

const charge: ChargeState = { entryId: 'e', creditsUsed: 1, status: 'charged', failure: null };

test.each<[string, Partial<ChargeState>, boolean]>([
  ['1 credit charged', {}, true],
  ['5 credits charged', { creditsUsed: 5 }, true],
  ['Free', { creditsUsed: 0 }, true],
  ['1 credit refunded: the model failed midway', { status: 'refunded', failure: 'failed' }, true],
  ['1 credit refunded: the model failed at the start', { status: 'refunded', failure: 'failed' }, false],
  ['1 credit refunded: the model took too long', { status: 'refunded', failure: 'timeout' }, false],
  ['1 credit will be refunded soon: you stopped it', { status: 'refund-pending', failure: 'stopped' }, true],
  ['Free: the answer was empty', { creditsUsed: 0, status: 'refunded', failure: 'empty' }, false],
])('%s', (words, change, hasText) => {
  expect(chargeWords({ ...charge, ...change }, hasText)).toBe(words);
});
