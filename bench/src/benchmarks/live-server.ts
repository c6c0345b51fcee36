import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  type ApiContext,
  appRouter,
  BalanceFeed,
  createMailer,
  createPlaygroundModels,
} from '@scrip/api/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { BenchContext } from '../ledger.ts';

export type LiveServer = {
  url: string;
  feed: BalanceFeed;
  close(): Promise<void>;
};

/** Our procedures over HTTP, signed in by naming the account: what Clerk would tell is not what is measured. */
export async function startLiveServer(ctx: BenchContext): Promise<LiveServer> {
  const feed = new BalanceFeed({ db: ctx.db, logger: ctx.logger });
  const mailer = createMailer({ smtpUrl: null, from: '', appUrl: '', directory: '' });
  const playgroundModels = createPlaygroundModels({ wordDelayMs: 0 });
  const handler = createHTTPHandler({
    router: appRouter,
    createContext({ req }): ApiContext {
      const userId = String(req.headers['x-user']);
      const principal = { kind: 'user', userId, clerkUserId: userId, role: 'USER' } as const;
      return { ...ctx, principal, requestId: userId, balanceFeed: feed, playgroundModels, mailer };
    },
  });
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    feed,
    async close() {
      feed.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
