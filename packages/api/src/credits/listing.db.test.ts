import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { listGrants, listPaidEntries, listPayments } from './grants.ts';
import { getHold, listHolds } from './holds.ts';
import { releaseHold } from './release-hold.ts';
import { hour, openAccount } from './test-support/open-account.ts';
import { voidGrant } from './void-grant.ts';

const database = useTestDatabase();

test('holds are listed newest first, page by page, without one of another user', async () => {
  const { own, userId, hold } = await openAccount(database.db);
  await (await openAccount(database.db)).hold(1);
  // All were made at one instant: their ids tell which is newer.
  const made: string[] = [];
  for (const credits of [1, 2, 3, 4, 5]) made.push((await hold(credits)).hold.id);
  const newestFirst = made.toSorted().toReversed();
  const read: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listHolds(own, userId, { limit: 2, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(2);
    read.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(read).toEqual(newestFirst);
});

test('holds are found by what they are now, whether or not that is written', async () => {
  const { system, own, userId, hold, capture, release, pass, later } = await openAccount(database.db);
  const ids = {
    EXPIRED: (await hold(1, 60)).hold.id,
    CAPTURED: (await hold(2, 3600)).hold.id,
    RELEASED: (await hold(3, 3600)).hold.id,
    OPEN: (await hold(4, 3600)).hold.id,
  };
  const endsAt = later(60_000);
  const found = async (status?: keyof typeof ids) =>
    (await listHolds(own, userId, { limit: 9, ...(status ? { status } : {}) })).items;
  const idsOf = async (status?: keyof typeof ids) => (await found(status)).map(({ id }) => id);
  pass(59_999);
  expect(await idsOf('EXPIRED')).toEqual([]);
  expect(await idsOf('OPEN')).toHaveLength(4);
  pass(1);
  expect(await idsOf('OPEN')).not.toContain(ids.EXPIRED);
  const due = [{ id: ids.EXPIRED, status: 'EXPIRED', endedAt: endsAt, userId }];
  expect(await found('EXPIRED'), 'its time is over').toMatchObject(due);
  expect(await getHold(own, userId, ids.EXPIRED)).toMatchObject({ status: 'EXPIRED', endedAt: endsAt });
  await capture(ids.CAPTURED, 2);
  await release(ids.RELEASED);
  expect(await found('EXPIRED'), 'and that is written').toMatchObject(due);
  for (const status of ['CAPTURED', 'RELEASED', 'OPEN'] as const) {
    expect(await idsOf(status)).toEqual([ids[status]]);
  }
  expect(await idsOf()).toHaveLength(4);
  const ended = { CAPTURED: 'was captured', RELEASED: 'was released', EXPIRED: 'has expired' } as const;
  for (const status of ['CAPTURED', 'RELEASED', 'EXPIRED'] as const) {
    const request = { userId, holdId: ids[status], idempotencyKey: `again ${status}` };
    await expect(releaseHold(system, request)).rejects.toMatchObject({
      code: 'HOLD_ENDED',
      message: `This hold ${ended[status]} already.`,
      details: { status },
    });
  }
});

test('grants are listed in the order in which they burn, each with its state', async () => {
  const { system, own, userId, grant, spend, pass, later, key } = await openAccount(database.db, 0);
  const { grant: last } = await grant(5);
  const { grant: scheduled } = await grant(5, { startsAt: later(2 * hour), priority: 3 });
  const { grant: exhausted } = await grant(2, { priority: 1 });
  const { grant: expired } = await grant(5, { priority: 2, expiresAt: later(hour) });
  const { grant: voided } = await grant(5, { priority: 4 });
  await spend(2);
  await voidGrant(system, { userId, grantId: voided.id, reason: 'A mistake', idempotencyKey: key() });
  pass(hour);
  expect((await listGrants(own, userId)).map(({ id, state }) => [id, state])).toEqual([
    [exhausted.id, 'EXHAUSTED'],
    [expired.id, 'EXPIRED'],
    [scheduled.id, 'SCHEDULED'],
    [voided.id, 'VOIDED'],
    [last.id, 'ACTIVE'],
  ]);
});

test('what a grant paid for is listed newest first, page by page, with its part of each', async () => {
  const { own, userId, grant, spend, hold, capture } = await openAccount(database.db, 20);
  const { grant: first } = await grant(4, { priority: 1 });
  await spend(2);
  const { hold: held } = await hold(5);
  await capture(held.id, 5);
  await spend(1);
  const paid = (limit: number, cursor?: string) =>
    listPaidEntries(own, userId, { grantId: first.id, limit, ...(cursor ? { cursor } : {}) });
  const parts = ({ items }: Awaited<ReturnType<typeof paid>>) =>
    items.map(({ entry, credits }) => [entry.seq, entry.holdId, credits]);
  const page = await paid(2);
  expect(parts(page)).toEqual([
    [5, held.id, 2],
    [4, null, 1],
  ]);
  const rest = await paid(2, page.nextCursor ?? undefined);
  expect(parts(rest)).toEqual([[3, null, 1]]);
  expect(rest.nextCursor).toBeNull();
  const payments = await listPayments(own, userId, page.items[0]?.entry.id ?? '');
  expect(payments).toMatchObject([
    { grantId: first.id, source: 'PROMOTION', credits: 2 },
    { source: 'PROMOTION', credits: 3 },
  ]);
});

test('credits that came are told as negative parts of the grants that they went to', async () => {
  const { own, userId, grant } = await openAccount(database.db);
  const { grant: given, entry } = await grant(7);
  expect(await listPayments(own, userId, entry?.id ?? '')).toEqual([
    { grantId: given.id, source: 'PROMOTION', credits: -7 },
  ]);
});

test('nothing is listed of another user’s account, or of what is not there', async () => {
  const [owner, stranger] = [await openAccount(database.db), await openAccount(database.db)];
  const { hold } = await owner.hold(1);
  const { grant, entry } = await owner.grant(1);
  const { userId } = owner;
  const entryId = entry?.id ?? '';
  const notFound = { code: 'NOT_FOUND' };
  for (const [ctx, id] of [
    [stranger.own, userId],
    [stranger.own, stranger.userId],
    [owner.system, 'nobody'],
  ] as const) {
    await expect(getHold(ctx, id, hold.id)).rejects.toMatchObject(notFound);
    await expect(listPayments(ctx, id, entryId)).rejects.toMatchObject(notFound);
    const paid = listPaidEntries(ctx, id, { grantId: grant.id, limit: 1 });
    await expect(paid).rejects.toMatchObject(notFound);
    if (ctx === stranger.own && id === stranger.userId) continue;
    await expect(listHolds(ctx, id, { limit: 1 })).rejects.toMatchObject(notFound);
    await expect(listGrants(ctx, id)).rejects.toMatchObject(notFound);
  }
});
