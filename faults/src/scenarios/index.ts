import type { Scenario } from '../scenario.ts';
import { cutAtCommitScenario } from './cut-at-commit.ts';
import { endSessionsScenario } from './end-sessions.ts';
import { exhaustPoolScenario } from './exhaust-pool.ts';
import { fillDiskScenario } from './fill-disk.ts';
import { killAppScenario } from './kill-app.ts';
import { killPostgresScenario } from './kill-postgres.ts';

export const scenarios: readonly Scenario[] = [
  killPostgresScenario,
  killAppScenario,
  endSessionsScenario,
  cutAtCommitScenario,
  exhaustPoolScenario,
  fillDiskScenario,
];
