import { accountsRouter } from './accounts/router.ts';
import { adminApiKeysRouter, apiKeysRouter } from './api-keys/router.ts';
import { auditRouter } from './audit/router.ts';
import { auditorRouter } from './auditor/router.ts';
import { creditsRouter } from './credits/router.ts';
import { jobsRouter } from './jobs/router.ts';
import { mailRouter } from './mail/router.ts';
import { plansRouter } from './plans/router.ts';
import { playgroundRouter } from './playground/router.ts';
import { previewsRouter } from './previews/router.ts';
import { featuresRouter } from './settings/features-router.ts';
import { settingsRouter } from './settings/router.ts';
import { storageRouter } from './storage/admin-router.ts';
import { filesRouter } from './storage/router.ts';
import { subscriptionsRouter } from './subscriptions/router.ts';
import { systemRouter } from './system/router.ts';
import { createCallerFactory, router } from './trpc.ts';
import { usageRouter } from './usage/router.ts';
import { usersRouter } from './users/router.ts';
import { verbsRouter } from './verbs/router.ts';
import { webhooksRouter } from './webhooks/router.ts';

export const appRouter = router({
  accounts: accountsRouter,
  adminApiKeys: adminApiKeysRouter,
  apiKeys: apiKeysRouter,
  audit: auditRouter,
  auditor: auditorRouter,
  credits: creditsRouter,
  features: featuresRouter,
  files: filesRouter,
  jobs: jobsRouter,
  mail: mailRouter,
  plans: plansRouter,
  playground: playgroundRouter,
  previews: previewsRouter,
  settings: settingsRouter,
  storage: storageRouter,
  subscriptions: subscriptionsRouter,
  system: systemRouter,
  usage: usageRouter,
  users: usersRouter,
  verbs: verbsRouter,
  webhooks: webhooksRouter,
});

export type AppRouter = typeof appRouter;

/** Calls the procedures in the same process, without HTTP. */
export const createCaller = createCallerFactory(appRouter);
