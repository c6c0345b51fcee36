import { expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { propertyRuns, propertySeed } from './test-support/env.ts';
import { callLive } from './test-support/live-account.ts';
import { bindIds } from './test-support/live-snapshot.ts';
import { applyCall } from './test-support/model-verbs.ts';
import { expectSame, inIds, openPlayers, setPrices, startOfTime } from './test-support/play.ts';
import { resolveStep } from './test-support/resolve-step.ts';
import { type Step, step } from './test-support/steps.ts';

const database = useTestDatabase();
beforeAll(() => setPrices(database.db));

async function play(steps: Step[]): Promise<void> {
  const players = await openPlayers(database.db, 2);
  const clock = { now: startOfTime };
  for (const next of steps) {
    const { player: place, call } = resolveStep(next, players, clock);
    const [player, other] = [players[place], players[1 - place]];
    if (!player) continue;
    const { model, live } = player;
    const outcome = applyCall(model, call);
    const seen = await callLive(live, call, other?.live);
    if (seen.ok && !seen.replayed) await bindIds(live, model);
    expect(seen, JSON.stringify(call)).toEqual(inIds(outcome, model));
    if (next.looks === 0) await expectSame(live, model, call.at, false);
  }
  for (const { model, live } of players) {
    await expectSame(live, model, clock.now, true);
    await expectLedgerHolds(database.db, live.userId);
  }
}

test('every sequence of commands has the outcomes, balances, grants, holds and payments of the model', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), play);
  const seed = propertySeed === null ? {} : { seed: propertySeed };
  await fc.assert(property, { numRuns: propertyRuns ?? 60, ...seed });
}, 86_400_000);
