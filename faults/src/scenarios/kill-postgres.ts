import { openEngineService } from '../engine-service.ts';
import { databaseBack, killPostgres } from '../postgres-process.ts';
import type { Scenario } from '../scenario.ts';

export const killPostgresScenario: Scenario = {
  name: 'kill-postgres',
  title: 'kill -9 of PostgreSQL, which its owner starts again',
  rounds: 20,
  async open(stage) {
    const service = openEngineService(stage);
    return {
      service,
      async strike({ random }) {
        const isWhole = random() < 0.5;
        const struckAtMs = performance.now();
        await killPostgres(stage, isWhole);
        const backAtMs = await databaseBack(stage);
        const fault = isWhole ? 'every process killed' : 'postmaster killed';
        return { fault, count: 1, backAtMs, downMs: backAtMs - struckAtMs };
      },
      close: () => service.close(),
    };
  },
};
