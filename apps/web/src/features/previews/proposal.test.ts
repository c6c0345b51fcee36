import { expect, test } from 'vitest';
import { toPriceDraft } from '../settings/price-draft.ts';
import { readProposal } from './proposal.ts';

const features = [{ key: 'chat', defaultPrice: { flat: 1 } }];
const price = toPriceDraft({ flat: 3 });

test('prices and plans are proposed together', () => {
  expect(readProposal(new Map([['chat', price]]), new Map([['plan_pro', '1500']]), features)).toEqual({
    prices: { chat: { flat: 3 } },
    planCredits: { plan_pro: 1500 },
  });
});

test('going back to the default proposes the default', () => {
  const draft = { ...price, kind: 'default' as const };
  expect(readProposal(new Map([['chat', draft]]), new Map(), features)?.prices).toEqual({
    chat: { flat: 1 },
  });
});

test.each([
  [new Map(), new Map()],
  [new Map([['chat', { ...price, flatText: '' }]]), new Map()],
  [new Map(), new Map([['plan_pro', '-1']])],
  [new Map([['chat', price]]), new Map([['plan_pro', '']])],
])('nothing is proposed while a part is missing or wrong', (prices, credits) => {
  expect(readProposal(prices, credits, features)).toBeNull();
});
