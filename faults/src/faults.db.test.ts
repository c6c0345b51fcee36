import { afterAll, beforeAll, expect, test } from 'vitest';
import { play } from './play.ts';
import { scenarios } from './scenarios/index.ts';
import { openStage, type Stage } from './stage.ts';

let shared: Stage;
beforeAll(async () => {
  shared = await openStage();
}, 120_000);
afterAll(() => shared?.stop());

// Five seconds is for a machine that does nothing else; here other test files take turns with the service.
const maxRecoveryMs = 15_000;

const rounds = new Map([
  ['end-sessions', 2],
  ['fill-disk', 2],
]);

test.for(scenarios)(
  'nothing is lost, made twice or stuck after $name: $title',
  { timeout: 180_000 },
  async (scenario, context) => {
    const skipped = scenario.skip?.() ?? null;
    if (skipped !== null) return context.skip(skipped);
    const own = await scenario.openStage?.();
    try {
      const played = await play(scenario, own ?? shared, {
        rounds: rounds.get(scenario.name) ?? 1,
        seed: 1,
        maxRecoveryMs,
        onRound: () => undefined,
      });
      expect(played.flatMap(({ violations }) => violations)).toEqual([]);
    } finally {
      await own?.stop();
    }
  },
);
