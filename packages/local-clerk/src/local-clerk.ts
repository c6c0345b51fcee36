import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Router } from 'express';
import { assetsRouter } from './assets.ts';
import { avatarRouter } from './avatars.ts';
import { bapiRouter } from './bapi/router.ts';
import { createUserFromBody } from './bapi/users.ts';
import { createLocalBilling, type LocalBilling } from './billing/local-billing.ts';
import { type BillingPlanInput, toBillingPlan } from './billing/plan.ts';
import { clerkErrorHandler } from './clerk-error.ts';
import { type Context, PATH } from './context.ts';
import { fapiRouter } from './fapi/router.ts';
import { requireThisMachine } from './guard.ts';
import { loadKeys } from './keys.ts';
import type { Metadata } from './metadata.ts';
import { checkOptions, type LocalClerkOptions, type Logger } from './options.ts';
import { pagesRouter } from './pages/router.ts';
import { imageFiles } from './profile-images.ts';
import { createRateLimits } from './rate-limits.ts';
import { lockDirectory } from './store/lock.ts';
import { pruneStore } from './store/prune.ts';
import { Store } from './store/store.ts';
import { issueTicket } from './tickets.ts';
import { findUserByEmail, getUser } from './users.ts';
import { createWebhookDeliverer } from './webhooks.ts';

const SIGN_IN_LINK_SECONDS = 60 * 60;
const SILENT: Logger = { info: () => undefined, warn: () => undefined };

export type CreateUserInput = {
  email: string;
  /** Without one the user signs in by links only. */
  password?: string;
  firstName?: string;
  lastName?: string;
  publicMetadata?: Metadata;
};

export type LocalClerk = {
  publishableKey: string;
  secretKey: string;
  /** PEM for `CLERK_JWT_KEY`: with it tokens are verified without a call. */
  jwtKey: string;
  webhookSigningSecret: string;
  /** Where to mount `router`, and the SPA's `proxyUrl`. */
  path: typeof PATH;
  /**
   * Frontend API under `/v1`, Backend API under `/api/v1` (so clerkClient's `apiUrl` is `${origin}/__clerk/api`),
   * browser files under `/npm`. Reads its own bodies: mount it before any body parser, or after, as you like.
   */
  router: Router;
  /** As `POST /users` of the Backend API; durable and with `user.created` queued when it resolves. */
  createUser(input: CreateUserInput): Promise<{ clerkId: string }>;
  findUserByEmail(email: string): { clerkId: string } | null;
  /** A link that signs this user in once, within an hour, on the page `/sign-in` of the first origin. */
  createSignInLink(clerkId: string): string;
  /** Replaces the plans of Clerk Billing; with none, billing counts as not enabled. Durable when it resolves. */
  setBillingPlans(plans: BillingPlanInput[]): Promise<void>;
  /** Whether plans were ever set. */
  hasBillingPlans(): boolean;
  /** Plays lives of subscriptions, with a clock of its own; the verbs behind the checkout page and the Backend API. */
  billing: LocalBilling;
  /** Begins delivering the outbox, and renewing what falls due; call it once the server listens. */
  startWebhooks(): void;
  /** Ends deliveries, makes all changes durable and gives the directory back. */
  close(): Promise<void>;
};

function createRouter(ctx: Context, billing: LocalBilling): Router {
  const router = Router();
  router.use(requireThisMachine(ctx.origins));
  router.use('/npm', assetsRouter());
  router.use('/avatars', avatarRouter());
  router.use('/images', imageFiles(ctx.imageDirectory));
  router.use('/api/v1', bapiRouter(ctx));
  router.use('/v1', fapiRouter(ctx));
  router.use(pagesRouter(ctx, billing));
  router.use((_req, res) => void res.sendStatus(404));
  router.use(clerkErrorHandler(ctx.logger));
  return router;
}

/**
 * Clerk on this machine, for development, tests and trials: never the identity provider of a deployment.
 * Throws one clear sentence when real Clerk keys are set, when an origin or the webhook URL is not loopback, and when
 * the directory is in use by another process or was written by another version.
 */
export async function createLocalClerk(options: LocalClerkOptions): Promise<LocalClerk> {
  const { origins } = checkOptions(options);
  await mkdir(options.directory, { recursive: true, mode: 0o700 });
  await chmod(options.directory, 0o700);
  const lock = await lockDirectory(options.directory);
  try {
    const keys = await loadKeys(options.directory);
    const store = await Store.open(options.directory);
    const logger = options.logger ?? SILENT;
    const now = () => (options.now?.() ?? new Date()).getTime();
    pruneStore(store, now());
    const { webhookSigningSecret: signingSecret } = keys;
    const webhooks = createWebhookDeliverer({ store, url: options.webhookUrl, signingSecret, now, logger });
    const ctx: Context = {
      store,
      keys,
      limits: createRateLimits(),
      imageDirectory: join(options.directory, 'images'),
      origins,
      sessionTokenTtlSeconds: options.sessionTokenTtlSeconds ?? 60,
      now,
      logger,
      wakeWebhooks: webhooks.wake,
    };
    const billing = createLocalBilling(ctx, webhooks);
    const start = () => {
      webhooks.start();
      billing.startClock();
    };
    return assemble(ctx, billing, start, async () => {
      billing.stopClock();
      await webhooks.stop();
      await store.flush();
      await lock.release();
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function assemble(
  ctx: Context,
  billing: LocalBilling,
  startWebhooks: () => void,
  close: () => Promise<void>,
): LocalClerk {
  const { publishableKey, secretKey, jwtKey, webhookSigningSecret } = ctx.keys;
  return {
    publishableKey,
    secretKey,
    jwtKey,
    webhookSigningSecret,
    path: PATH,
    router: createRouter(ctx, billing),
    async createUser({ email, password, firstName, lastName, publicMetadata }) {
      const user = await createUserFromBody(ctx, {
        email_address: [email],
        password,
        skip_password_requirement: password === undefined,
        first_name: firstName,
        last_name: lastName,
        public_metadata: publicMetadata,
      });
      return { clerkId: user.id };
    },
    findUserByEmail(email) {
      const user = findUserByEmail(ctx, email);
      return user ? { clerkId: user.id } : null;
    },
    createSignInLink(clerkId) {
      const { url } = issueTicket(ctx, getUser(ctx, clerkId).id, SIGN_IN_LINK_SECONDS);
      ctx.store
        .flush()
        .catch((error: unknown) => ctx.logger.warn({ err: error }, 'sign-in link was not saved'));
      return url;
    },
    async setBillingPlans(plans) {
      ctx.store.billingPlans.clear();
      for (const plan of plans) ctx.store.billingPlans.set(plan.id, toBillingPlan(plan));
      ctx.store.touch();
      await ctx.store.flush();
    },
    hasBillingPlans: () => ctx.store.billingPlans.size > 0,
    billing,
    startWebhooks,
    close,
  };
}
