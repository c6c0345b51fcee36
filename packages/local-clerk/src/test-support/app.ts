import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clerkMiddleware, getAuth } from '@clerk/express';
import { verifyWebhook } from '@clerk/express/webhooks';
import express, { type Express } from 'express';
import { createLocalClerk, type LocalClerk, type LocalClerkOptions } from '../index.ts';
import { Browser } from './browser.ts';

type WebhookEvent = Awaited<ReturnType<typeof verifyWebhook>>;

export type TestApp = {
  origin: string;
  directory: string;
  clerk: LocalClerk;
  /** Every webhook that arrived and was verified, in order. */
  events: { messageId: string | undefined; event: WebhookEvent }[];
  /** Answers this many webhooks with a 500 before it accepts one. */
  webhooks: { failuresLeft: number };
  browser(): Browser;
  /** Resolves when `count` webhooks have been accepted. */
  untilEvents(count: number): Promise<void>;
  /** Stops as a clean shutdown does and starts again on the same data and port. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Options = Partial<Pick<LocalClerkOptions, 'now' | 'sessionTokenTtlSeconds' | 'logger'>>;

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function mountAll(
  app: Express,
  clerk: LocalClerk,
  origin: string,
  state: Pick<TestApp, 'events' | 'webhooks'>,
): void {
  app.post('/webhooks', express.raw({ type: 'application/json' }), async (req, res) => {
    if (state.webhooks.failuresLeft > 0) {
      state.webhooks.failuresLeft -= 1;
      return void res.sendStatus(500);
    }
    const event = await verifyWebhook(req, { signingSecret: clerk.webhookSigningSecret });
    state.events.push({ messageId: req.get('svix-id'), event });
    res.sendStatus(204);
  });
  app.use(clerk.path, clerk.router);
  const { publishableKey, secretKey, jwtKey } = clerk;
  app.use('/api', clerkMiddleware({ publishableKey, secretKey, jwtKey, authorizedParties: [origin] }));
  app.get('/api/me', (req, res) => {
    const { userId } = getAuth(req);
    res.status(userId ? 200 : 401).json({ userId });
  });
}

/** A real Express server with local Clerk, the real clerkMiddleware on `/api` and the real verifyWebhook. */
export async function startTestApp(options: Options = {}): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'lc-test-'));
  let app = express();
  const server = createServer((req, res) => app(req, res));
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const state: Pick<TestApp, 'events' | 'webhooks'> = { events: [], webhooks: { failuresLeft: 0 } };
  const boot = async () => {
    const clerk = await createLocalClerk({
      directory,
      origins: [origin],
      webhookUrl: `${origin}/webhooks`,
      ...options,
    });
    app = express();
    mountAll(app, clerk, origin, state);
    return clerk;
  };
  const running: TestApp = {
    origin,
    directory,
    clerk: await boot(),
    ...state,
    browser: () => new Browser(origin),
    async untilEvents(count) {
      while (state.events.length < count) await new Promise((done) => setTimeout(done, 10));
    },
    async restart() {
      await running.clerk.close();
      running.clerk = await boot();
    },
    async close() {
      await running.clerk.close();
      await new Promise((done) => server.close(done).closeAllConnections());
      await rm(directory, { recursive: true, force: true });
    },
  };
  return running;
}
