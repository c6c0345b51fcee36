import { expect, test } from 'vitest';
import { createScrip } from './create-scrip.ts';
import type { MeteredOptions, MeteredOutcome } from './metered.ts';
import { refusal, results, scriptedFetch } from './test-support/scripted-fetch.ts';

const held = results({ hold: { id: 'h1', userId: 'u1' }, replayed: false });
const charged = results({ entry: { id: 'e1' }, hold: { id: 'h1' }, replayed: false });

async function run(used: number[], options: MeteredOptions = {}, failure?: Error, steps = [held, charged]) {
  const server = scriptedFetch(...steps);
  const scrip = createScrip({ url: 'https://scrip.test', apiKey: 'k', fetch: server.fetch });
  const outcomes: MeteredOutcome[] = [];
  const onSettled = (outcome: MeteredOutcome) => outcomes.push(outcome);
  const work = scrip.metered(
    'u1',
    { featureKey: 'chat', quantity: 100 },
    ({ use }) => {
      for (const quantity of used) use(quantity);
      if (failure) throw failure;
    },
    { ...options, onSettled },
  );
  const error = await work.catch((reason: unknown) => reason);
  const calls = server.requests.slice(1).map(({ path, inputs }) => [path, inputs[0]]);
  return { error, outcomes, calls };
}

test('what was counted is charged, all of it together', async () => {
  const { calls } = await run([30, 12]);
  expect(calls).toMatchObject([['verbs.capture', { holdId: 'h1', quantity: 42 }]]);
});

test('work that used nothing is released', async () => {
  const { calls, outcomes } = await run([0]);
  expect([calls[0]?.[0], outcomes]).toMatchObject(['verbs.release', [{ kind: 'released' }]]);
});

test('half a stream is charged where that was asked for, and its error stays the caller’s', async () => {
  const failure = new Error('cut off');
  const { calls, error } = await run([30], { chargeFailures: true }, failure);
  expect(calls).toMatchObject([['verbs.capture', { quantity: 30 }]]);
  expect(error).toBe(failure);
  const before = await run([], { chargeFailures: true }, failure);
  expect(before.calls[0]?.[0]).toBe('verbs.release');
});

test('more than the account can pay is charged as far as it was held', async () => {
  const broke = refusal(402, { code: 'INSUFFICIENT_CREDITS', required: 5, available: 0 });
  const { calls, outcomes } = await run([900], {}, undefined, [held, broke, charged]);
  expect(calls[1]).toEqual([
    'verbs.capture',
    { userId: 'u1', holdId: 'h1', idempotencyKey: 'capture-held:h1' },
  ]);
  expect(outcomes).toMatchObject([{ kind: 'charged', isShort: true }]);
});

test('a quantity that is no number of units fails the work, and charges nothing', async () => {
  for (const quantity of [-1, 0.5, Number.NaN]) {
    const { error, calls } = await run([quantity]);
    expect([error, calls[0]?.[0]]).toEqual([expect.any(RangeError), 'verbs.release']);
  }
});
