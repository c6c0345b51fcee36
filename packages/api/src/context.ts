import type { Db, Role } from '@scrip/database';
import type { HashApiKey } from './api-keys/hash-secret.ts';
import type { ApiKeyScope } from './api-keys/scopes.ts';
import type { Engine } from './engine.ts';
import type { ClerkPlanSource } from './plans/clerk-plan.ts';
import type { Storage } from './storage/storage.ts';
import type { ClerkBilling } from './subscriptions/clerk-billing.ts';
import type { ClerkInvitations } from './users/clerk-invitations.ts';
import type { ClerkSessions } from './users/clerk-sessions.ts';

/** Who asks. The database row decides the role; a token's claim never does. */
export type UserPrincipal = {
  kind: 'user';
  userId: string;
  clerkUserId: string;
  role: Role;
  /** Whoever asks is an admin who looks at the app as this user sees it: may read, never change. */
  view?: { tokenHash: string; adminId: string; endsAt: Date };
};

/** Scrip itself or the app that embeds it: webhooks, jobs, server code. */
export type SystemPrincipal = { kind: 'system' };

/** A program with an API key. */
export type ApiKeyPrincipal = {
  kind: 'apiKey';
  keyId: string;
  /** The one user that it acts for; null for an app's, which names a user in every call. */
  userId: string | null;
  scopes: readonly ApiKeyScope[];
  /** Null: as many as anybody. */
  callsPerMinute: number | null;
  /** The pages that may call with it; none: it is for programs. */
  allowedOrigins?: readonly string[];
};

export type Principal = UserPrincipal | ApiKeyPrincipal | SystemPrincipal;

export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** What every service verb receives first. `now` is the only clock that services know. */
export type ServiceContext = {
  principal: Principal | null;
  db: Db;
  now: () => Date;
  logger: Logger;
  /** Without it, and inside a transaction, every spend is a statement of its own. */
  engine?: Engine | undefined;
  /** Clerk's plans; without it they can be imported by pasting only. */
  clerkPlans?: ClerkPlanSource | undefined;
  /** Clerk's subscriptions; without it only its webhooks tell about them. */
  clerkBilling?: ClerkBilling | undefined;
  /** Clerk's invitations; without it nobody can be invited. */
  clerkInvitations?: ClerkInvitations | undefined;
  /** Clerk's sessions; without it there is none to end. */
  clerkSessions?: ClerkSessions | undefined;
  /** Of the request that is answered, and where it came from; for the audit log. */
  requestId?: string | undefined;
  address?: string | undefined;
  /** Of the running server. */
  version?: string | undefined;
  /** Where files are kept; without it there are none. */
  storage?: Storage | undefined;
  /** Makes the stored form of API keys; without it no key can be made. */
  hashApiKey?: HashApiKey | undefined;
  /** Lower-case addresses whose owners begin as admins. */
  adminEmails?: ReadonlySet<string> | undefined;
};

/** The engine, if this context is on its database and not inside a transaction. */
export function engineOf(ctx: ServiceContext): Engine | null {
  return ctx.engine?.db === ctx.db ? ctx.engine : null;
}

/** The same context on behalf of the system, for a verb that a user's request triggers but may not call. */
export function asSystem<Context extends ServiceContext>(ctx: Context): Context {
  return { ...ctx, principal: { kind: 'system' } };
}
