import { tellServer } from '../env.ts';
import { startServer } from './server.ts';
import { test as base } from './test.ts';

/**
 * For tests that move time on, which would move it for everybody: they run in a process and against a server of their
 * own, in their order, and share that server among themselves.
 */
export const test = base.extend<object, { ownServer: undefined }>({
  ownServer: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const { server, stop } = await startServer();
      tellServer(server);
      await use(undefined);
      await stop();
    },
    { scope: 'worker', auto: true, timeout: 200_000 },
  ],
});
