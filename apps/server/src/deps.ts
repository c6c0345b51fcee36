import type {
  ApiContext,
  ApiKeyGate,
  BalanceFeed,
  ClerkBilling,
  ClerkInvitations,
  ClerkPlanSource,
  Engine,
  HashApiKey,
  Logger,
  Mailer,
  Storage,
} from '@scrip/api/server';
import type { Database } from '@scrip/database';
import type { LocalClerk } from '@scrip/local-clerk';
import type { Metrics } from './metrics.ts';
import type { OpenSessions } from './open-sessions.ts';
import type { OpenStreams } from './open-streams.ts';
import type { Site } from './site.ts';

/** How this process talks to the sign-in service: Clerk, or local Clerk mounted in this process. */
export type ClerkConnection = {
  publishableKey: string;
  secretKey: string;
  /** Verifies tokens without a call; null: Clerk's key set is fetched. */
  jwtKey: string | null;
  /** Null: no webhook is accepted. */
  webhookSigningSecret: string | null;
  /** Clerk's Backend API; undefined for Clerk's own address. */
  apiUrl?: string;
  local: Pick<LocalClerk, 'path' | 'router'> | null;
};

export type AppDeps = {
  db: Database;
  engine: Engine;
  apiKeys: { gate: ApiKeyGate; hash: HashApiKey };
  now: () => Date;
  logger: Logger;
  clerk: ClerkConnection;
  /** Origins whose pages may use our sessions. */
  authorizedParties: string[];
  adminEmails: ReadonlySet<string>;
  clerkPlans: ClerkPlanSource;
  clerkBilling: ClerkBilling;
  clerkInvitations: ClerkInvitations;
  balanceFeed: BalanceFeed;
  playgroundModels: ApiContext['playgroundModels'];
  mailer: Mailer;
  storage: Storage;
  /** The browser app; null where only the API is wanted. */
  site: Site | null;
  streams: OpenStreams;
  openSessions: OpenSessions;
  metrics: Metrics;
  /** Who shows it may read the metrics; null: nobody. */
  metricsToken: string | null;
  /** As Express takes it. */
  trustProxy: number | string;
  /** How many calls one account, or one address without an account, may make per minute. */
  callsPerMinute: number;
  version: string;
};
