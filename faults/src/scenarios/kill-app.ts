import { AppService } from '../app-service.ts';
import type { Scenario } from '../scenario.ts';

export const killAppScenario: Scenario = {
  name: 'kill-app',
  title: 'kill -9 of the app, which is started again, and whose clients repeat what was not answered',
  rounds: 20,
  async open({ connectionString, adminId }) {
    const service = new AppService({ connectionString, adminId });
    await service.start();
    return {
      service,
      async strike() {
        const struckAtMs = performance.now();
        await service.kill();
        await service.start();
        const backAtMs = performance.now();
        return { fault: 'app killed', count: 1, backAtMs, downMs: backAtMs - struckAtMs };
      },
      close: () => service.close(),
    };
  },
};
