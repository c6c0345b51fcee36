import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiKeyGate,
  BalanceFeed,
  createEngine,
  createKeyHasher,
  createMailer,
  createPlaygroundModels,
  createStores,
  defaultLimits,
} from '@scrip/api/server';
import { createScripClient, type ScripClient } from '@scrip/client/trpc';
import type { Database } from '@scrip/database';
import { createLocalClerk, type LocalClerk } from '@scrip/local-clerk';
import { recordingLogger, systemContext } from '@scrip/testing';
import { createApp } from '../app.ts';
import { createClerkBilling } from '../clerk-billing.ts';
import { createClerkInvitations } from '../clerk-invitations.ts';
import { createClerkPlanSource } from '../clerk-plans.ts';
import type { AppDeps, ClerkConnection } from '../deps.ts';
import { createMetrics } from '../metrics.ts';
import { watchOpenSessions } from '../open-sessions.ts';
import { trackOpenStreams } from '../open-streams.ts';

/** An origin whose sign-ins local Clerk signs, but which the app does not serve. */
export const foreignOrigin = 'http://localhost:9';

export type TestUser = {
  clerkId: string;
  email: string;
  token(origin?: string): Promise<string>;
  client: ScripClient;
};

export type TestApp = {
  url: string;
  deps: AppDeps;
  logger: ReturnType<typeof recordingLogger>;
  localClerk: LocalClerk;
  /** Moves local Clerk's clock, by which it dates the tokens it signs. */
  setClerkClock(now: () => Date): void;
  createUser(): Promise<TestUser>;
  /** Posts an event, or a text in its place, as Clerk would; `headers` replace the right ones. */
  deliver(event: object, id?: string, headers?: Record<string, string>, body?: string): Promise<Response>;
  /** The headers with which Clerk would post this text. */
  sign(id: string, body: string): Record<string, string>;
  call(path: string, init?: RequestInit & { token?: string }): Promise<Response>;
  close(): Promise<void>;
};

/** The real app on a port of its own, with a real local Clerk. */
export async function startTestApp(db: Database, overrides: Partial<AppDeps> = {}): Promise<TestApp> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${portOf(server)}`;
  const directory = await mkdtemp(join(tmpdir(), 'srv-clerk-'));
  let clerkNow = () => new Date();
  const localClerk = await createLocalClerk({
    directory,
    origins: [url, foreignOrigin],
    webhookUrl: `${url}/api/webhooks/clerk`,
    now: () => clerkNow(),
  });
  const logger = recordingLogger();
  const clerk: ClerkConnection = {
    publishableKey: localClerk.publishableKey,
    secretKey: localClerk.secretKey,
    jwtKey: localClerk.jwtKey,
    webhookSigningSecret: localClerk.webhookSigningSecret,
    apiUrl: `${url}${localClerk.path}/api`,
    local: localClerk,
  };
  const hash = createKeyHasher(randomBytes(32).toString('hex'));
  const gate = new ApiKeyGate({ db, hash, now: () => overrides.now?.() ?? new Date(), logger });
  const deps: AppDeps = {
    db,
    engine: createEngine({ db }),
    apiKeys: { gate, hash },
    now: () => new Date(),
    logger,
    clerk,
    clerkPlans: createClerkPlanSource(clerk),
    clerkBilling: createClerkBilling(clerk),
    clerkInvitations: createClerkInvitations(clerk),
    authorizedParties: [url],
    adminEmails: new Set(),
    balanceFeed: new BalanceFeed({ db, logger }),
    playgroundModels: createPlaygroundModels({ wordDelayMs: 0 }),
    mailer: createMailer({
      smtpUrl: null,
      from: 'Scrip <scrip@localhost>',
      appUrl: url,
      directory: join(directory, 'mail'),
    }),
    storage: {
      stores: createStores({ directory: join(directory, 'files'), s3: null, vercelBlob: null }),
      provider: 'local',
      limits: defaultLimits,
      linkKey: randomBytes(32),
      isMetered: false,
    },
    site: null,
    streams: trackOpenStreams(),
    openSessions: watchOpenSessions({ db, now: () => new Date(), logger }),
    metrics: createMetrics(systemContext(db)),
    metricsToken: null,
    trustProxy: 0,
    callsPerMinute: 10_000,
    version: 'test',
    ...overrides,
  };
  server.on('request', createApp(deps));
  return {
    url,
    deps,
    logger,
    localClerk,
    setClerkClock: (now) => {
      clerkNow = now;
    },
    createUser: () => createUser(url, localClerk),
    deliver: (event, id, headers, body) => deliver(url, localClerk, { event, id, headers, body }),
    sign: (id, body) => sign(localClerk, id, body),
    call: (path, { token, ...init } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...init.headers },
      }),
    async close() {
      deps.streams.breakOff();
      deps.balanceFeed.close();
      await deps.playgroundModels.openCharges.settled();
      await deps.engine.close();
      await gate.close();
      await localClerk.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function portOf(server: Server): number {
  // A server that listens on a port has this kind of address.
  return (server.address() as AddressInfo).port;
}

async function createUser(url: string, localClerk: LocalClerk): Promise<TestUser> {
  const email = `${randomUUID()}@example.com`;
  const password = randomUUID();
  const { clerkId } = await localClerk.createUser({ email, password, firstName: 'Test' });
  const token = (origin = url) => signIn(url, origin, { identifier: email, password });
  return { clerkId, email, token, client: createScripClient({ url, getToken: () => token() }) };
}

/** Signs in as a page of `origin` does, and answers the session token. */
export async function signIn(
  url: string,
  origin: string,
  credentials: { identifier: string; password: string },
): Promise<string> {
  const response = await fetch(`${url}/__clerk/v1/client/sign_ins`, {
    method: 'POST',
    headers: { origin },
    body: new URLSearchParams({ strategy: 'password', ...credentials }),
  });
  const { client } = (await response.json()) as SignInAnswer;
  const [session] = client.sessions;
  if (!session) throw new Error(`Local Clerk did not sign ${credentials.identifier} in.`);
  return session.last_active_token.jwt;
}

type SignInAnswer = { client: { sessions: { last_active_token: { jwt: string } }[] } };

type TestDelivery = {
  event: object;
  id: string | undefined;
  headers: Record<string, string> | undefined;
  body: string | undefined;
};

function deliver(
  url: string,
  localClerk: LocalClerk,
  { event, id = `msg_${randomUUID()}`, headers, body = JSON.stringify(event, null, 2) }: TestDelivery,
): Promise<Response> {
  return fetch(`${url}/api/webhooks/clerk`, {
    method: 'POST',
    body,
    headers: { ...sign(localClerk, id, body), ...headers },
  });
}

function sign(localClerk: LocalClerk, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(localClerk.webhookSigningSecret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}
