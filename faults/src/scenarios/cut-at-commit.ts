import { setTimeout as delay } from 'node:timers/promises';
import { type CutMoment, CuttingProxy } from '../cutting-proxy.ts';
import { openEngineService } from '../engine-service.ts';
import { pick } from '../random.ts';
import type { Scenario } from '../scenario.ts';

const cutsPerRound = 20;
const share = 0.2;
// Mostly the moments after which only a repetition can tell what happened.
const moments: CutMoment[] = ['answered', 'answered', 'sent', 'sent', 'unsent'];

export const cutAtCommitScenario: Scenario = {
  name: 'cut-at-commit',
  title: 'the connection cut when a commit was sent and before its answer arrived',
  rounds: 20,
  async open(stage) {
    const proxy = await CuttingProxy.open(stage.connectionString);
    const service = openEngineService({ ...stage, connectionString: proxy.connectionString });
    return {
      service,
      async strike({ random }) {
        const cuts = { answered: 0, sent: 0, unsent: 0 };
        let count = 0;
        proxy.decide = () => {
          const moment = count < cutsPerRound && random() < share ? pick(random, moments) : undefined;
          if (!moment) return null;
          cuts[moment] += 1;
          count += 1;
          return moment;
        };
        const giveUpAtMs = performance.now() + 30_000;
        while (count < cutsPerRound && performance.now() < giveUpAtMs) await delay(2);
        const { answered, sent, unsent } = cuts;
        const fault = `${count} cuts: ${answered} answered, ${sent} sent, ${unsent} not sent`;
        return { fault, count, backAtMs: performance.now() };
      },
      async close() {
        await service.close();
        await proxy.close();
      },
    };
  },
};
