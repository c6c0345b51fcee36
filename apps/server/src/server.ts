import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ApiKeyGate,
  AuditorLoop,
  BalanceFeed,
  createEngine,
  createKeyHasher,
  createMailer,
  createPlaygroundModels,
  ensureFeatureCatalogue,
  JobRunner,
  jobKinds,
  type Mailer,
  type ServiceContext,
} from '@scrip/api/server';
import type { LocalClerk } from '@scrip/local-clerk';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { adminEmail, ensureLocalAccounts, type LocalAccounts } from './accounts.ts';
import { readApiKeySecret } from './api-key-secret.ts';
import { createApp } from './app.ts';
import { createClerkBilling } from './clerk-billing.ts';
import { connectLocalClerk, connectRealClerk, openLocalClerk } from './clerk-connection.ts';
import { createClerkInvitations } from './clerk-invitations.ts';
import { createClerkPlanSource } from './clerk-plans.ts';
import { createClerkSessions } from './clerk-sessions.ts';
import { openDatabase } from './database.ts';
import type { AppDeps, ClerkConnection } from './deps.ts';
import type { Environment } from './env.ts';
import { fillEmptyDatabase } from './first-run.ts';
import { serve } from './http-server.ts';
import { checkPort } from './listen.ts';
import { ensureLocalPlans } from './local-plans.ts';
import { createMetrics } from './metrics.ts';
import { watchOpenSessions } from './open-sessions.ts';
import { trackOpenStreams } from './open-streams.ts';
import { listOrigins } from './origins.ts';
import type { Site } from './site.ts';
import { StartFailure } from './start-failure.ts';
import { openStorage } from './storage.ts';

export type ServerOptions = {
  env: Environment;
  logger: Logger;
  createSite: () => Promise<Site>;
  onProgress: (message: string) => void;
  /** Ends a start that is under way. */
  signal: AbortSignal;
};

/** With local sign-in: the accounts, each with a link that signs in once. */
export type SignInOffer = { email: string; password: string; link: string };

export type RunningServer = {
  /** The address to tell people. */
  origin: string;
  offers: { admin: SignInOffer; user: SignInOffer } | null;
  /** Lets running requests finish, then stops everything that was started. */
  stop(): Promise<void>;
};

/**
 * Starts everything in order and serves. When a step fails, what was started before it is stopped again, the last
 * first. Throws StartFailure and its kin for what whoever started the process can remedy.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  await using starting = new AsyncDisposableStack();
  const { env, logger, signal } = options;
  const port = await checkPort(env.host, env.port);
  if (!env.databaseUrl || !env.clerk || env.storage.provider === 'local') prepareDataDir(env.dataDir);

  const db = await openDatabase(options, starting);
  signal.throwIfAborted();
  const ctx = { principal: { kind: 'system' }, db, now: () => new Date(), logger } satisfies ServiceContext;
  await ensureFeatureCatalogue(ctx);

  const local = env.clerk ? null : await startLocalSignIn(options, port, starting);
  if (local && !env.databaseUrl && env.withDemoData) await fillEmptyDatabase(ctx, local.accounts, options);
  signal.throwIfAborted();

  const clerk = env.clerk ? connectRealClerk(env.clerk) : local && connectLocalClerk(local.clerk, env, port);
  if (!clerk) throw new Error('There is neither Clerk nor local sign-in.');
  const mailer = openMailer(env, port);
  const storage = openStorage(env, clerk);
  // Whoever moves the clock of local billing on wants to see the credits of that time, too.
  const now = () => local?.clerk.billing.now() ?? new Date();
  const metrics = createMetrics(ctx);
  await startServing(options, { db, clerk, mailer, storage, now, port, metrics }, starting);
  local?.clerk.startWebhooks();
  startAuditor(options, { db, metrics, now }, starting);
  startJobs(options, { db, clerk, mailer, storage, now }, starting);

  const running = starting.move();
  return {
    origin: listOrigins(env, port)[0],
    offers: local && offersOf(local),
    stop: () => running.disposeAsync(),
  };
}

function prepareDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartFailure(`The folder ${dataDir} cannot be written; set DATA_DIR to one that can.`, {
      cause,
    });
  }
}

type LocalSignIn = { clerk: LocalClerk; accounts: LocalAccounts };

async function startLocalSignIn(
  { env, logger }: ServerOptions,
  port: number,
  starting: AsyncDisposableStack,
): Promise<LocalSignIn> {
  const clerk = await openLocalClerk(env, port, logger);
  starting.defer(() => clerk.close());
  await ensureLocalPlans(clerk);
  return { clerk, accounts: await ensureLocalAccounts(clerk, env.dataDir) };
}

async function startServing(
  { env, logger, createSite }: ServerOptions,
  given: Pick<AppDeps, 'db' | 'clerk' | 'mailer' | 'storage' | 'metrics' | 'now'> & { port: number },
  starting: AsyncDisposableStack,
): Promise<void> {
  const { db, clerk, port } = given;
  const site = await createSite();
  if (site.close) starting.defer(site.close);
  const engine = createEngine({ db });
  starting.defer(() => engine.close());
  const hash = createKeyHasher(await readApiKeySecret(env));
  const gate = new ApiKeyGate({ db, hash, now: given.now, logger });
  starting.defer(() => gate.close());
  const deps: AppDeps = {
    ...given,
    engine,
    apiKeys: { gate, hash },
    logger,
    authorizedParties: listOrigins(env, port),
    adminEmails: adminEmailsOf(env, clerk),
    clerkPlans: createClerkPlanSource(clerk),
    clerkBilling: createClerkBilling(clerk),
    clerkInvitations: createClerkInvitations(clerk),
    balanceFeed: new BalanceFeed({ db, logger }),
    playgroundModels: createPlaygroundModels(env.ai),
    site,
    streams: trackOpenStreams(),
    openSessions: watchOpenSessions({ db, now: given.now, logger }),
    metricsToken: env.metricsToken,
    trustProxy: env.trustProxy,
    callsPerMinute: env.callsPerMinute,
    version: packageJson.version,
  };
  await serve({ host: env.host, port }, createApp(deps), deps, starting);
}

function startAuditor(
  { env, logger }: ServerOptions,
  { db, metrics, now }: Pick<AppDeps, 'db' | 'metrics' | 'now'>,
  starting: AsyncDisposableStack,
): void {
  if (env.auditorIntervalSeconds === 0) return;
  const auditor = new AuditorLoop({
    db,
    logger,
    now,
    intervalMs: env.auditorIntervalSeconds * 1000,
    onSlice: ({ usersAudited }) => metrics.usersAudited.inc(usersAudited),
  });
  auditor.start();
  starting.defer(() => auditor.stop());
}

function adminEmailsOf(env: Environment, clerk: ClerkConnection): ReadonlySet<string> {
  return new Set([...env.adminEmails, ...(clerk.local ? [adminEmail] : [])]);
}

function openMailer(env: Environment, port: number): Mailer {
  const [appUrl] = listOrigins(env, port);
  const { smtpUrl, mailFrom: from, dataDir } = env;
  return createMailer({ smtpUrl, from, appUrl, directory: join(dataDir, 'mail') });
}

function startJobs(
  { env, logger }: ServerOptions,
  { db, clerk, mailer, storage, now }: Pick<AppDeps, 'db' | 'clerk' | 'mailer' | 'storage' | 'now'>,
  starting: AsyncDisposableStack,
): void {
  if (env.jobConcurrency === 0) return;
  const runner = new JobRunner({
    db,
    logger,
    mailer,
    storage,
    now,
    clerkPlans: createClerkPlanSource(clerk),
    clerkBilling: createClerkBilling(clerk),
    clerkInvitations: createClerkInvitations(clerk),
    clerkSessions: createClerkSessions(clerk),
    adminEmails: adminEmailsOf(env, clerk),
    kinds: jobKinds,
    concurrency: env.jobConcurrency,
  });
  runner.start();
  starting.defer(() => runner.stop());
}

function offersOf({ clerk, accounts }: LocalSignIn): RunningServer['offers'] {
  const offer = ({ email, password, clerkId }: LocalAccounts['admin']): SignInOffer => ({
    email,
    password,
    link: clerk.createSignInLink(clerkId),
  });
  return { admin: offer(accounts.admin), user: offer(accounts.user) };
}
