import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@scrip/database';
import { openEngineService } from '../engine-service.ts';
import type { Scenario } from '../scenario.ts';

/** Of the app's pool, as `createDatabase` opens it. */
const connections = 10;
// Every fourth round outlasts the ten seconds after which a wait for a connection fails.
const holdsMs = [800, 400, 1_200, 11_500];

export const exhaustPoolScenario: Scenario = {
  name: 'exhaust-pool',
  title: 'every connection of the pool held by a sleeping transaction, then released',
  rounds: 4,
  async open(stage) {
    const service = openEngineService(stage);
    return {
      service,
      async strike({ number }) {
        const holdMs = holdsMs[(number - 1) % holdsMs.length] ?? 0;
        await holdAll(service.db, holdMs);
        const fault = `${connections} connections held for ${holdMs} ms`;
        return { fault, count: connections, backAtMs: performance.now(), downMs: holdMs };
      },
      close: () => service.close(),
    };
  },
};

/** Resolves when all are free again. The holders wait in the pool's line like everybody, until each has one. */
async function holdAll(db: Database, holdMs: number): Promise<void> {
  const release = Promise.withResolvers<void>();
  let held = 0;
  const isFull = Promise.withResolvers<void>();
  const hold = () =>
    db.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT pg_sleep(0.01)::text`;
        held += 1;
        if (held === connections) isFull.resolve();
        await release.promise;
      },
      { timeout: 60_000, maxWait: 30_000 },
    );
  const holders = Promise.all(Array.from({ length: connections }, hold));
  await Promise.race([isFull.promise, holders]);
  await delay(holdMs);
  release.resolve();
  await holders;
}
