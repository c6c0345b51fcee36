import { createAccount, recordingLogger, useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createPlanAsAdmin } from '../plans/test-support.ts';
import { createFeatureAsAdmin } from '../settings/test-support.ts';
import { insertPreview } from './repository.ts';
import { runPreview, totalsOf } from './run-preview.ts';
import { PreviewProposal, type StartPreviewInput } from './schema.ts';
import { cancelPreview, getPreview, listPreviews, startPreview } from './service.ts';
import { type Movement, readLedger, writeMovements } from './test-support/ledger.ts';
import { replayEntries } from './test-support/replay.ts';

const database = useTestDatabase();
const to = new Date('2026-11-20T00:00:00Z');
const from = new Date('2026-10-21T00:00:00Z');
let planId = '';
let admin: Awaited<ReturnType<typeof createAccount>>;

beforeAll(async () => {
  const made = await createPlanAsAdmin(database.db, { credits: 500 });
  planId = made.plan.id;
  admin = made.admin;
});

const ctx = () => ({ db: database.db, now: () => to, logger: recordingLogger() });
const write = (movements: Movement[]) => writeMovements(database.db, movements, { to, planId });

async function run(proposal: Partial<PreviewProposal>, sliceUsers = 2) {
  const stored = PreviewProposal.parse({ days: 30, prices: {}, planCredits: {}, ...proposal });
  const { id } = await insertPreview(database.db, {
    createdById: admin.userId,
    proposal: stored,
    from,
    to,
    createdAt: to,
  });
  await runPreview(ctx(), id, sliceUsers);
  return {
    id,
    stored,
    totals: totalsOf(await database.db.pricePreview.findUniqueOrThrow({ where: { id } })),
  };
}

const chat = 'ai_text_chat';
const spend = (creditsUsed: number, more: Partial<Movement> = {}): Movement => ({
  kind: 'SPEND',
  creditsUsed,
  featureKey: chat,
  ...more,
});
const grant = (credits: number): Movement => ({ kind: 'GRANT', creditsUsed: -credits });

test('who would have run out is named with the first spend that would not have been paid for', async () => {
  const short = await write([grant(10), spend(2), spend(2), spend(2)]);
  const rich = await write([grant(1000), spend(2), spend(2), spend(2)]);
  const { totals } = await run({ prices: { [chat]: { flat: 4 } } });
  expect(totals.runOuts.filter(({ userId }) => [short, rich].includes(userId))).toEqual([
    { userId: short, atMs: to.getTime() - 3_600_000, entryId: `${short}-3`, missingCredits: 2 },
  ]);
});

test('credits that a higher price used up cannot expire again', async () => {
  const renewed = await write([
    grant(100),
    spend(10),
    { kind: 'EXPIRY', creditsUsed: 90 },
    grant(100),
    spend(10),
  ]);
  const { totals } = await run({ prices: { [chat]: { flat: 50 } } });
  expect(totals.runOuts.map(({ userId }) => userId)).not.toContain(renewed);
});

test('a spend that was refunded in full costs nothing at any price', async () => {
  const refunded = await write([
    grant(10),
    spend(7, { quantity: 3 }),
    { kind: 'REFUND', creditsUsed: -3, featureKey: chat, refundOf: 1 },
    { kind: 'REFUND', creditsUsed: -4, featureKey: chat, refundOf: 1 },
  ]);
  await run({ prices: { [chat]: { flat: 10 } } });
  const ledger = await readLedger(database.db, { from, to });
  const own = ledger.entries.filter(({ userId }) => userId === refunded);
  const proposal = { days: 30, prices: { [chat]: { flat: 10 } }, planCredits: {} };
  expect(replayEntries(own, { proposal, overdraftOf: ledger.overdraftOf })).toMatchObject({
    netBefore: 0,
    netAfter: 0,
  });
});

const priceArb = fc.oneof(
  fc.record({ flat: fc.nat(60) }),
  fc.record(
    {
      perUnit: fc.record({ credits: fc.nat(40), units: fc.integer({ min: 1, max: 9 }) }),
      minimumCredits: fc.nat(5),
      models: fc.constantFrom({ small: { multiplierPercent: 33 } }, { big: { multiplierPercent: 250 } }),
    },
    { requiredKeys: ['perUnit'] },
  ),
);

const movementArb = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('SPEND' as const),
      creditsUsed: fc.nat(30),
      featureKey: fc.constantFrom(chat, 'ai_image_generation'),
      quantity: fc.option(fc.integer({ min: 1, max: 90 })),
      model: fc.constantFrom('small', 'big', null),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('GRANT' as const),
      creditsUsed: fc.integer({ min: -80, max: -1 }),
      isPlanBase: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('EXPIRY' as const),
      creditsUsed: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('ADJUSTMENT' as const), creditsUsed: fc.constantFrom(-5, 5) }),
  },
);

/** Adds refunds of what was spent, in two parts, behind everything else. */
function withRefunds(movements: Movement[]): Movement[] {
  const refunds = movements.flatMap((movement, refundOf): Movement[] => {
    if (movement.kind !== 'SPEND' || movement.creditsUsed < 2 || refundOf % 3 === 0) return [];
    const refund = { kind: 'REFUND' as const, featureKey: movement.featureKey ?? chat, refundOf };
    const half = -Math.floor(movement.creditsUsed / 2);
    return [{ ...refund, creditsUsed: half }, ...(refundOf % 2 ? [{ ...refund, creditsUsed: -1 }] : [])];
  });
  return [...movements, ...refunds];
}

test('the statement answers exactly what a replay of the entries one by one answers', async () => {
  const histories = fc.sample(fc.array(movementArb, { minLength: 1, maxLength: 40 }), {
    numRuns: 60,
    seed: 7,
  });
  for (const history of histories) await write(withRefunds([grant(40), ...history]));
  const accounts = await database.db.creditBalance.findMany({ select: { userId: true } });
  await database.db.creditBalance.updateMany({
    where: { userId: { in: accounts.filter((_, index) => index % 5 === 0).map(({ userId }) => userId) } },
    data: { overdraftCredits: 15 },
  });
  const ledger = await readLedger(database.db, { from, to });
  const proposals = fc.sample(
    fc.record({ chat: priceArb, image: fc.option(priceArb), plan: fc.option(fc.nat(120)) }),
    { numRuns: 25, seed: 11 },
  );
  for (const { chat: chatPrice, image, plan } of proposals) {
    const { stored, totals } = await run(
      {
        prices: { [chat]: chatPrice, ...(image ? { ai_image_generation: image } : {}) },
        planCredits: plan === null ? {} : { [planId]: plan },
      },
      17,
    );
    const expected = replayEntries(ledger.entries, { proposal: stored, overdraftOf: ledger.overdraftOf });
    expect(totals).toEqual(expected);
  }
});

test('a preview starts as a job, tells its progress and ends with names instead of ids alone', async () => {
  const request: StartPreviewInput = { days: 30, prices: { [chat]: 9 } };
  const started = await startPreview({ ...admin.own, now: () => to }, request);
  expect(started).toMatchObject({ status: 'queued', result: null, to, from });
  expect(await database.db.job.count({ where: { kind: 'previews.run' } })).toBe(1);
  await runPreview(ctx(), started.id);
  const done = await getPreview(admin.own, started.id);
  expect(done.status).toBe('done');
  expect(done.usersDone).toBe(done.usersTotal);
  expect(done.entriesDone).toBe((await readLedger(database.db, { from, to })).entries.length);
  expect(done.result?.losers[0]).toMatchObject({ email: expect.stringContaining('@example.com') });
  expect(done.result?.histogram).toHaveLength(9);
});

test('a cancelled preview stops and has no result; the one that takes its place on a screen cancels it', async () => {
  const own = { ...admin.own, now: () => to };
  const first = await startPreview(own, { days: 7, prices: { [chat]: 2 } });
  const second = await startPreview(own, { days: 7, prices: { [chat]: 3 }, replaces: first.id });
  expect((await getPreview(own, first.id)).status).toBe('cancelled');
  await cancelPreview(own, second.id);
  await runPreview(ctx(), second.id);
  expect(await getPreview(own, second.id)).toMatchObject({ status: 'cancelled', usersDone: 0, result: null });
});

test('previews of other screens and of other admins run on beside a new one', async () => {
  const own = { ...admin.own, now: () => to };
  const other = await createAccount(database.db, { role: 'ADMIN' });
  const first = await startPreview(own, { days: 7, prices: { [chat]: 2 } });
  const second = await startPreview(own, { days: 7, prices: { [chat]: 3 } });
  const foreign = { days: 7, prices: { [chat]: 4 }, replaces: second.id } as const;
  await startPreview({ ...other.own, now: () => to }, foreign);
  for (const { id } of [first, second]) {
    await runPreview(ctx(), id);
    expect((await getPreview(own, id)).status).toBe('done');
  }
});

test('whoever runs a preview again goes on behind the last slice, and counts nobody twice', async () => {
  const { id, totals } = await run({ prices: { [chat]: { flat: 3 } } }, 5);
  const row = await database.db.pricePreview.findUniqueOrThrow({ where: { id } });
  const { id: again } = await startPreview(
    { ...admin.own, now: () => to },
    { days: 30, prices: { [chat]: 3 } },
  );
  let slices = 0;
  const signal = {
    throwIfAborted: () => {
      slices += 1;
      if (slices === 2) throw new Error('the process ends');
    },
    aborted: true,
  };
  const broken = runPreview({ ...ctx(), signal: signal as AbortSignal }, again, 5);
  await expect(broken).rejects.toThrow('the process ends');
  await runPreview(ctx(), again, 5);
  const resumed = await database.db.pricePreview.findUniqueOrThrow({ where: { id: again } });
  expect(totalsOf(resumed)).toEqual(totals);
  expect(resumed.entriesDone).toBe(row.entriesDone);
});

test.each<[string, object]>([
  ['nothing proposed', { days: 30 }],
  ['an odd number of days', { days: 31, prices: { [chat]: 1 } }],
  ['an unknown feature', { days: 30, prices: { no_such: 1 } }],
  ['an unknown plan', { days: 30, planCredits: { nobody: 1 } }],
  ['a negative price', { days: 30, prices: { [chat]: -1 } }],
  ['fractional credits', { days: 30, planCredits: { nobody: 1.5 } }],
])('%s is refused', async (_, input) => {
  // On purpose not what the type asks for.
  const asked = startPreview(admin.own, input as StartPreviewInput);
  await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('previews are for admins, and change no price', async () => {
  const { feature } = await createFeatureAsAdmin(database.db, { price: 3 });
  const user = await createAccount(database.db);
  await expect(listPreviews(user.own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await run({ prices: { [feature.key]: { flat: 8 } } });
  const stored = await database.db.adminSettings.findFirstOrThrow();
  expect(stored.featureCosts).toMatchObject({ [feature.key]: 3 });
});
