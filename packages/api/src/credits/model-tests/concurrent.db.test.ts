import { useTestDatabase } from '@scrip/testing';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../engine.ts';
import { propertyRuns, propertySeed } from './test-support/env.ts';
import { explain } from './test-support/explain.ts';
import { callLive, contextAt, type LiveOutcome } from './test-support/live-account.ts';
import { bindIds, learnIds, readLive } from './test-support/live-snapshot.ts';
import type { Call } from './test-support/model-verbs.ts';
import { startOfTime } from './test-support/outcomes.ts';
import { expectSameInTheEnd, type LivePlayer, openPlayers, setPrices } from './test-support/play.ts';
import { resolveRound } from './test-support/resolve-step.ts';
import { type Step, step } from './test-support/steps.ts';

const database = useTestDatabase();
beforeAll(() => setPrices(database.db));

/** Takes the model of one player through what its calls did, in the order that explains all that was seen. */
async function follow(player: LivePlayer, calls: Call[], seen: LiveOutcome[], at: number): Promise<void> {
  const { live } = player;
  const rows = await readLive(live, contextAt(live, at), false);
  await learnIds(live, player.model);
  const model = explain(player.model, live, calls, { outcomes: seen, rows, at });
  expect(model, JSON.stringify({ calls, seen, rows }, null, 1)).not.toBeNull();
  if (!model) return;
  player.model = model;
  await bindIds(live, model);
}

async function play(rounds: Step[][]): Promise<void> {
  const engine = createEngine({ db: database.db });
  const players = await openPlayers(database.db, 2, engine);
  let at = startOfTime;
  for (const round of rounds) {
    const { calls, now } = resolveRound(round, players, at);
    at = now;
    const seen = await Promise.all(
      calls.map(({ player, call }) => {
        const live = players[player]?.live;
        if (!live) throw new Error('There are two players.');
        return callLive(live, call, players[1 - player]?.live);
      }),
    );
    for (const [place, player] of players.entries()) {
      const own = calls.flatMap((one, nth) => {
        const outcome = seen[nth];
        return one.player === place && outcome ? [{ call: one.call, outcome }] : [];
      });
      const outcomes = own.map(({ outcome }) => outcome);
      await follow(
        player,
        own.map(({ call }) => call),
        outcomes,
        at,
      );
    }
  }
  for (const player of players) await expectSameInTheEnd(player, at);
  await engine.close();
}

test('what happens at once is explained, call by call and to the last credit, by some one-by-one order', async () => {
  const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 12,
    size: 'max',
  });
  const seed = propertySeed === null ? {} : { seed: propertySeed };
  await fc.assert(fc.asyncProperty(rounds, play), { numRuns: propertyRuns ?? 10, ...seed });
}, 86_400_000);
