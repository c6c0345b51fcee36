import { play, type Round } from './play.ts';
import type { Scenario } from './scenario.ts';
import { openStage, type Stage } from './stage.ts';

export type RunOptions = {
  /** Rounds of each scenario; its own number unless told. */
  rounds: number | null;
  seed: number;
  maxRecoveryMs: number;
  /** Ends the run after the round that is being played. */
  signal: AbortSignal;
  onScenario: (scenario: Scenario) => void;
  onRound: (round: Round) => void;
};

export type Outcome = { scenario: Scenario } & ({ skipped: string } | { rounds: Round[] });

/** Plays scenarios one after another, those that can on one shared server. */
export async function runScenarios(scenarios: Scenario[], options: RunOptions): Promise<Outcome[]> {
  const { seed, maxRecoveryMs, signal, onRound, onScenario } = options;
  const outcomes: Outcome[] = [];
  let shared: Stage | null = null;
  try {
    for (const scenario of scenarios) {
      if (signal.aborted) break;
      onScenario(scenario);
      const skipped = scenario.skip?.() ?? null;
      if (skipped !== null) {
        outcomes.push({ scenario, skipped });
        continue;
      }
      const rounds = options.rounds ?? scenario.rounds;
      const own = await scenario.openStage?.();
      shared ??= own ? null : await openStage();
      const stage = own ?? shared;
      if (!stage) throw new Error('There is no stage.');
      try {
        const played = { rounds, seed, maxRecoveryMs, signal, onRound };
        outcomes.push({ scenario, rounds: await play(scenario, stage, played) });
      } finally {
        await own?.stop();
      }
    }
  } finally {
    await shared?.stop();
  }
  return outcomes;
}
