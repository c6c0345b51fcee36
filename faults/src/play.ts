import { setTimeout as delay } from 'node:timers/promises';
import { applicationName } from './engine-service.ts';
import { Load } from './load.ts';
import { createRandom } from './random.ts';
import { findLost, reconcile } from './reconcile.ts';
import { type Counts, Recorder } from './recorder.ts';
import type { Drill, Scenario, Strike } from './scenario.ts';
import type { Stage } from './stage.ts';

export type Round = Strike & {
  number: number;
  counts: Counts;
  /** From the end of the fault until every user was served and every older call answered. */
  recoveryMs: number;
  violations: string[];
};

export type PlayOptions = {
  rounds: number;
  seed: number;
  /** Ends the scenario after the round that is being played. */
  signal?: AbortSignal;
  /** How soon the service must serve again. */
  maxRecoveryMs: number;
  onRound: (round: Round) => void;
};

const users = 8;
const openingCredits = 100;

/** Plays a scenario's rounds on a stage, all on the same users, so that a late fault that undoes early work shows. */
export async function play(scenario: Scenario, stage: Stage, options: PlayOptions): Promise<Round[]> {
  const userIds = await stage.createUsers(users);
  const recorder = new Recorder();
  const drill = await scenario.open(stage);
  const { seed, signal, maxRecoveryMs, onRound } = options;
  const load = new Load({ service: drill.service, recorder, userIds, seed, keyPrefix: scenario.name });
  const rounds: Round[] = [];
  try {
    await load.open(openingCredits);
    for (let number = 1; number <= options.rounds && !signal?.aborted; number += 1) {
      const random = createRandom(seed + number);
      const round = await playRound({ stage, userIds, recorder, drill, load }, { number, random });
      const { recoveryMs, violations } = round;
      if (recoveryMs > maxRecoveryMs)
        violations.push(`it served again only after ${Math.round(recoveryMs)} ms`);
      rounds.push(round);
      onRound(round);
    }
  } finally {
    await load.stop();
    await drill.close();
  }
  return rounds;
}

type Cast = { stage: Stage; userIds: string[]; recorder: Recorder; drill: Drill; load: Load };

async function playRound(
  { stage, userIds, recorder, drill, load }: Cast,
  { number, random }: { number: number; random: () => number },
): Promise<Round> {
  const before = { ...recorder.counts };
  load.start();
  await load.progress(20 + Math.floor(random() * 80));
  const strike = await drill.strike({ number, random, load });
  const [recoveryMs, lost] = await Promise.all([
    recover(recorder, userIds, strike.backAtMs),
    findLost(stage, userIds, recorder),
  ]);
  await load.progress(50);
  await load.stop();
  await quiet(stage);
  const violations = [
    ...recorder.violations.splice(0),
    ...lost,
    ...(await reconcile(stage, userIds, recorder)),
  ];
  if (strike.count === 0) violations.push('the fault did not happen');
  return { ...strike, number, counts: difference(recorder.counts, before), recoveryMs, violations };
}

async function recover(recorder: Recorder, userIds: string[], backAtMs: number): Promise<number> {
  const giveUpAtMs = backAtMs + 30_000;
  while (!recorder.isServingSince(backAtMs, userIds) && performance.now() < giveUpAtMs) await delay(2);
  return performance.now() - backAtMs;
}

/** A session whose client is gone may still be at work. */
async function quiet(stage: Stage): Promise<void> {
  const atWork = `SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND state <> 'idle'`;
  while ((await stage.query(atWork, [applicationName])).length > 0) await delay(10);
}

function difference(after: Counts, before: Counts): Counts {
  const counts = { ...after };
  // The keys of a record are what its type says.
  for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] -= before[name];
  return counts;
}
