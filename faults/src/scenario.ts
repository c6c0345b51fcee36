import type { Load } from './load.ts';
import type { Random } from './random.ts';
import type { Service } from './service.ts';
import type { Stage } from './stage.ts';

/** What one round did to the service. */
export type Strike = {
  fault: string;
  /** How many of the fault there were: kills, sessions ended, connections cut. */
  count: number;
  /** When the database, or the app, was there again: from then on the service has five seconds. */
  backAtMs: number;
  /** How long it was away, where it was. */
  downMs?: number;
};

export type Drill = {
  service: Service;
  /** Breaks something while the load runs, and resolves when nothing stands in the way of the service any more. */
  strike(round: { number: number; random: Random; load: Load }): Promise<Strike>;
  close(): Promise<void>;
};

export type Scenario = {
  name: string;
  title: string;
  /** Rounds unless told. */
  rounds: number;
  /** Why it cannot run on this machine; null where it can. */
  skip?: () => string | null;
  /** Where it is played, if not on the stage that the scenarios share. */
  openStage?: () => Promise<Stage>;
  open(stage: Stage): Promise<Drill>;
};
