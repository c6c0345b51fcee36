import type { RequestListener, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppDeps } from './deps.ts';
import { close, listen } from './listen.ts';

const patienceMs = 8_000;

/**
 * Serves until `started` is disposed of: then no new connection is taken, event streams break off so that their
 * clients come back to the next process, and running requests and their refunds get some seconds to finish.
 */
export async function serve(
  { host, port }: { host: string | null; port: number },
  app: RequestListener,
  { site, streams, balanceFeed, playgroundModels }: AppDeps,
  started: AsyncDisposableStack,
): Promise<void> {
  const servers = await listen(host, port, app);
  for (const server of servers) if (site?.onUpgrade) server.on('upgrade', site.onUpgrade);
  started.defer(async () => {
    const closed = Promise.all(servers.map(closeWhenIdle));
    streams.breakOff();
    balanceFeed.close();
    await withinPatience(closed);
    for (const server of servers) server.closeAllConnections();
    await withinPatience(playgroundModels.openCharges.settled());
  });
}

function closeWhenIdle(server: Server): Promise<void> {
  const closed = close(server);
  server.closeIdleConnections();
  return closed;
}

async function withinPatience(work: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  await Promise.race([work, delay(patienceMs, undefined, { signal: enough.signal }).catch(() => undefined)]);
  enough.abort();
}
