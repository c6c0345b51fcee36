import { useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { propertyRuns, propertySeed } from './test-support/env.ts';
import { callLive } from './test-support/live-account.ts';
import { bindIds } from './test-support/live-snapshot.ts';
import { applyCall } from './test-support/model-verbs.ts';
import { inIds, startOfTime } from './test-support/outcomes.ts';
import { expectSame, expectSameInTheEnd, openPlayers, setPrices } from './test-support/play.ts';
import { resolveStep } from './test-support/resolve-step.ts';
import { type Step, step } from './test-support/steps.ts';

const database = useTestDatabase();
beforeAll(() => setPrices(database.db));

async function play(steps: Step[]): Promise<void> {
  const players = await openPlayers(database.db, 2);
  let at = startOfTime;
  for (const next of steps) {
    const [player, other] = [players[next.user], players[1 - next.user]];
    if (!player) continue;
    const { model, live } = player;
    const { call, now } = resolveStep(next, player, at);
    at = now;
    const outcome = applyCall(model, call);
    const seen = await callLive(live, call, other?.live);
    if (seen.ok && !seen.replayed) await bindIds(live, model);
    expect(seen, JSON.stringify(call)).toEqual(inIds(outcome, model));
    if (next.looks === 0) await expectSame(live, model, at, false);
  }
  for (const player of players) await expectSameInTheEnd(player, at);
}

test('every sequence of commands has the outcomes, balances, grants, holds and payments of the model', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), play);
  const seed = propertySeed === null ? {} : { seed: propertySeed };
  await fc.assert(property, { numRuns: propertyRuns ?? 20, ...seed });
}, 86_400_000);
