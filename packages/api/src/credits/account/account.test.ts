import { expect, test } from 'vitest';
import {
  accountOf,
  capOf,
  draftAt,
  grantOf,
  holdOf,
  minutes,
  scheduled,
  start,
  uncoveredOf,
} from '../test-support/account-state.ts';

const spend = (creditsUsed: number, at = start) =>
  ({ ...draftAt(at), kind: 'SPEND', operationType: 'CUSTOM', creditsUsed }) as const;

test('only grants that have started, are not void and have credits left burn', () => {
  const spent = grantOf('spent', 5, { remainingCredits: 0 });
  const voided = grantOf('voided', 5, { voidedAt: start });
  const account = accountOf({ grants: [grantOf('live', 5), spent, voided, scheduled('later', 7)] });
  expect(account.liveGrants.map(({ id }) => id)).toEqual(['live']);
});

test('scheduled credits are those of grants that will start', () => {
  const voided = scheduled('voided', 3, { voidedAt: start });
  const account = accountOf({
    grants: [grantOf('live', 5), scheduled('one', 7), scheduled('two', 11), voided],
  });
  expect(account.scheduledCredits).toBe(18);
});

test('what is due next is the earliest start of a grant, end of one with credits left, or end of a hold', () => {
  const live = grantOf('live', 5, { expiresAt: minutes(30) });
  const spent = grantOf('spent', 5, { remainingCredits: 0, expiresAt: minutes(1) });
  const voided = scheduled('voided', 3, { voidedAt: start, startsAt: minutes(2) });
  expect(accountOf({ grants: [spent, voided] }).nextDueAt).toBeNull();
  expect(accountOf({ grants: [live, spent, voided] }).nextDueAt).toEqual(minutes(30));
  expect(accountOf({ grants: [live, scheduled('later', 7)] }).nextDueAt).toEqual(minutes(10));
  const hold = holdOf('hold', [{ grantId: 'live', credits: 1 }], { expiresAt: minutes(20) });
  expect(accountOf({ grants: [live], holds: [hold] }).nextDueAt).toEqual(minutes(20));
});

test('the time of an entry is never before that of the entry before it', () => {
  const account = accountOf({ grants: [grantOf('live', 5)] }, { lastEntryAt: minutes(5) });
  expect(account.post(spend(1, minutes(4)), account.take(1)).timestamp).toEqual(minutes(5));
  expect(account.post(spend(1, minutes(6)), account.take(1)).timestamp).toEqual(minutes(6));
  expect(account.state.lastEntryAt).toEqual(minutes(6));
});

test('credits of the overdraft that return are not for a grant to cover', () => {
  const account = accountOf();
  account.post(spend(3), account.take(3));
  expect(account.state.uncovered).toHaveLength(1);
  account.post({ ...spend(-3), kind: 'REFUND' }, [{ grantId: null, credits: -3 }]);
  expect(account.state.uncovered).toHaveLength(1);
});

test('giving back tells which shares belong to grants that have ended, and those only', () => {
  const ended = grantOf('ended', 5, { expiresAt: minutes(1), remainingCredits: 0 });
  const live = grantOf('live', 5, { remainingCredits: 1 });
  const account = accountOf({ grants: [ended, live] });
  const back = [{ grantId: 'live', credits: 2 }];
  expect(account.giveBack(back, minutes(1))).toEqual([]);
  expect(account.giveBack([...back, { grantId: 'ended', credits: 1 }], minutes(1))).toEqual([
    { grantId: 'ended', credits: 1 },
  ]);
  expect(live.remainingCredits).toBe(5);
});

test('no more is taken from a grant than it has, and a grant that is left as it is is not written', () => {
  const grant = grantOf('live', 5);
  const account = accountOf({ grants: [grant] });
  expect(account.takeFrom(grant, 2)).toEqual([{ grantId: 'live', credits: 2 }]);
  expect(account.takeFrom(grant, 4)).toEqual([{ grantId: 'live', credits: 3 }]);
  account.takeChanges();
  expect(account.empty(grant)).toEqual([]);
  expect(account.takeChanges().grants.size).toBe(0);
});

test('a hold is one of the account until it ends', () => {
  const grant = grantOf('live', 5);
  const account = accountOf({ grants: [grant] });
  const hold = holdOf('hold', account.take(4));
  account.openHold(hold);
  expect(account.state).toMatchObject({ creditsRemaining: 1, creditsHeld: 4 });
  account.changeHold(hold, { expiresAt: minutes(90) });
  expect(account.state.holds.get('hold')).toBe(hold);
  account.changeHold(hold, { status: 'RELEASED' });
  expect(account.state.holds.size).toBe(0);
});

test('what is used counts towards the caps of its feature', () => {
  const account = accountOf({}, { spendCaps: [capOf(), capOf({ featureKey: 'image' })] });
  account.countTowardsCaps({ featureKey: 'chat', apiKeyId: null }, 3, start);
  expect(account.state.spendCaps.map(({ usedCredits }) => usedCredits)).toEqual([7, 4]);
});

test('a refund takes back the overdraft of its own spend, before, after and beside others', () => {
  const rows = [uncoveredOf(7, 0, -2), uncoveredOf(8, -2, -6), uncoveredOf(9, -6, -9)];
  const account = accountOf({ uncovered: rows });
  account.refundUncovered(8, -3, -5);
  expect(account.state.uncovered).toEqual([rows[0], uncoveredOf(8, -2, -3), uncoveredOf(8, -5, -6), rows[2]]);
  expect([...account.takeChanges().burns]).toEqual([
    { ...uncoveredOf(8, -3, -5), isRefunded: true },
    uncoveredOf(8, -2, -3),
    uncoveredOf(8, -5, -6),
  ]);
});

test('overdrafts of other spends stay, though a refund names the same part of the balance', () => {
  const rows = [uncoveredOf(7, 0, -4), uncoveredOf(8, 0, -4), uncoveredOf(9, 0, -4)];
  const account = accountOf({ uncovered: rows });
  account.refundUncovered(8, 0, -4);
  expect(account.state.uncovered).toEqual([rows[0], rows[2]]);
});

test('the oldest grant covers the overdraft first, the oldest spend first; of those alike, whose id is smaller', () => {
  const grants = () => [
    grantOf('c', 2, { createdAt: minutes(2) }),
    grantOf('b', 2, { createdAt: minutes(1) }),
    grantOf('a', 2, { createdAt: minutes(2) }),
  ];
  for (const order of [grants(), grants().reverse()]) {
    const rows = [uncoveredOf(7, 0, -3), uncoveredOf(8, -3, -5)];
    const account = accountOf({ grants: order, uncovered: rows });
    account.coverOverdraft();
    expect(account.state.uncovered).toEqual([]);
    expect(
      [...account.takeChanges().burns].map(({ grantId, ownedFrom, ownedTo }) => [
        grantId,
        ownedFrom,
        ownedTo,
      ]),
    ).toEqual([
      ['b', 0, -2],
      ['a', -2, -3],
      ['a', -3, -4],
      ['c', -4, -5],
    ]);
    expect(account.grant('c').remainingCredits).toBe(1);
  }
});

test('a grant that comes with the spend it covers leaves one row for each payer', () => {
  const account = accountOf();
  account.post(spend(3), account.take(3));
  account.addGrant(grantOf('late', 2));
  expect([...account.takeChanges().burns].map(({ grantId, ownedTo }) => [grantId, ownedTo])).toEqual([
    ['late', -2],
    [null, -3],
  ]);
});

test('what a grant cannot cover of a hold stays with the overdraft', () => {
  const account = accountOf({ holds: [holdOf('hold', [{ grantId: null, credits: 5 }])] });
  account.addGrant(grantOf('late', 3));
  expect(account.state.holds.get('hold')?.shares).toEqual([
    { grantId: 'late', credits: 3 },
    { grantId: null, credits: 2 },
  ]);
  account.addGrant(grantOf('later', 3));
  expect(account.state.holds.get('hold')?.shares).toEqual([
    { grantId: 'late', credits: 3 },
    { grantId: 'later', credits: 2 },
  ]);
  expect(account.grant('later').remainingCredits).toBe(1);
});

test('a grant that was not loaded is a fault of the code, which names it', () => {
  expect(() => accountOf().grant('gone')).toThrow('Grant gone of user user was not loaded.');
});
