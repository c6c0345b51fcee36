import { setTimeout as delay } from 'node:timers/promises';
import { applicationName, openEngineService } from '../engine-service.ts';
import { databaseBack } from '../postgres-process.ts';
import type { Scenario, Strike } from '../scenario.ts';
import type { Stage } from '../stage.ts';

const sweeps = 10;

export const endSessionsScenario: Scenario = {
  name: 'end-sessions',
  title: 'sessions terminated at random; in every second round one killed, which resets all',
  rounds: 20,
  async open(stage) {
    const service = openEngineService(stage);
    return {
      service,
      strike: ({ number }) => (number % 2 === 1 ? terminateSome(stage) : killOne(stage)),
      close: () => service.close(),
    };
  },
};

async function terminateSome(stage: Stage): Promise<Strike> {
  let count = 0;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const ended = await stage.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND random() < 0.4',
      [applicationName],
    );
    count += ended.length;
    await delay(25);
  }
  return { fault: `${count} sessions terminated`, count, backAtMs: performance.now() };
}

async function killOne(stage: Stage): Promise<Strike> {
  const [session] = await stage.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = $1 ORDER BY state = 'active' DESC, random() LIMIT 1`,
    [applicationName],
  );
  if (!session) throw new Error('The app has no session to kill.');
  const struckAtMs = performance.now();
  process.kill(session.pid, 'SIGKILL');
  const backAtMs = await databaseBack(stage);
  return { fault: 'one backend killed', count: 1, backAtMs, downMs: backAtMs - struckAtMs };
}
