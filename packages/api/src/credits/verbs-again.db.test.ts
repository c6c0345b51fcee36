import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { spendCredits } from './spend-credits.ts';
import { spendMany } from './spend-many.ts';
import { chat } from './test-support/open-account.ts';
import { openWithVerbs, type VerbName } from './test-support/verbs.ts';

const database = useTestDatabase();

const changing: VerbName[] = ['refund', 'hold', 'extend', 'capture', 'grant', 'schedule', 'void', 'adjust'];

test('law 5: every verb answers the same request again as before, and says so', async () => {
  const { verbs, balance } = await openWithVerbs(database.db);
  for (const name of changing) {
    const request = { idempotencyKey: `of ${name}` };
    const first = await verbs[name](request);
    const after = await balance();
    expect(first, name).toMatchObject({ replayed: false });
    expect(await verbs[name](request), name).toEqual({ ...Object(first), replayed: true });
    expect(await balance(), name).toEqual(after);
  }
});

test('law 5: voiding a grant that had not started is answered again as before', async () => {
  const { verbs } = await openWithVerbs(database.db);
  const { grant } = (await verbs.schedule({})) as { grant: { id: string } };
  const request = { idempotencyKey: 'twice', grantId: grant.id };
  const first = await verbs.void(request);
  expect(first).toMatchObject({ replayed: false, entry: null, grant: { id: grant.id, state: 'VOIDED' } });
  expect(await verbs.void(request)).toEqual({ ...Object(first), replayed: true });
});

test('law 5: a spend is the same request alone and among others', async () => {
  const { system, userId } = await openWithVerbs(database.db);
  const [alone, among] = [
    { featureKey: chat, idempotencyKey: 'alone' },
    { featureKey: chat, idempotencyKey: 'among' },
  ];
  const { entry } = await spendCredits(system, { userId, ...alone });
  const { outcomes } = await spendMany(system, { userId, spends: [alone, among] });
  expect(outcomes).toMatchObject([
    { ok: true, entry: { id: entry.id }, replayed: true },
    { ok: true, replayed: false },
  ]);
  expect(await spendCredits(system, { userId, ...among })).toMatchObject({ replayed: true });
  const all = await spendMany(system, { userId, spends: [alone, among], allOrNothing: true });
  expect(all.outcomes).toMatchObject([{ replayed: true }, { replayed: true }]);
});
