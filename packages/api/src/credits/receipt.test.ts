import { expect, test } from 'vitest';
import { insufficientCredits, newId, toNewEntry, toReplay, unreachable } from './receipt.ts';
import { accountOf, draftAt, minutes, start } from './test-support/account-state.ts';

const links = {
  featureKey: 'chat',
  refundOfId: 'spend',
  holdId: 'hold',
  grantId: 'grant',
  priceVersionId: 'price',
  quantity: 3,
  model: 'large',
};

function post(rest: object = {}) {
  const input = { ...draftAt(start), kind: 'SPEND', operationType: 'CUSTOM', creditsUsed: 0 } as const;
  return accountOf().post({ ...input, ...rest }, []);
}

test('a new entry is answered with all that it belongs to, and without what is only kept', () => {
  const entry = toNewEntry('user', post({ ...links, refundSeq: 1, details: { note: 'x' } }));
  expect(entry).toMatchObject({ ...links, userId: 'user', details: { note: 'x' }, timestamp: start });
  expect(entry).not.toHaveProperty('requestHash');
  expect(entry).not.toHaveProperty('refundSeq');
});

test('what a new entry does not belong to is null', () => {
  const nothing = Object.fromEntries(Object.keys(links).map((name) => [name, null]));
  expect(toNewEntry('user', post())).toMatchObject({ ...nothing, details: null });
});

test('ids sort by the caller’s clock', () => {
  const ids = [newId(minutes(2)), newId(start), newId(minutes(1))];
  expect(ids.toSorted()).toEqual([ids[1], ids[2], ids[0]]);
});

test('the same request again is a replay, another one under its key a conflict that names what differs', () => {
  const entry = toNewEntry('user', post({ details: { note: 'x' } }));
  const stored = { ...entry, requestHash: 'a=1;b=2' };
  const draft = draftAt(minutes(1));
  expect(toReplay({ ...draft, requestHash: 'a=1;b=2' }, stored)).toEqual({ entry, replayed: true });
  expect(() => toReplay({ ...draft, requestHash: 'a=1;b=3' }, stored)).toThrow(
    'This idempotency key was used for a different request: b differs. Use a new key for a new request.',
  );
  expect(() => toReplay({ ...draft, requestHash: 'a=2;b=3' }, stored)).toThrow('a, b differ. ');
});

test('refusals and impossible states say what they are about', () => {
  expect(insufficientCredits(5, 4)).toMatchObject({ code: 'INSUFFICIENT_CREDITS', details: { required: 5 } });
  expect(unreachable(draftAt(start)).message).toBe(
    'No entry was written for user user, and no reason was found.',
  );
});
