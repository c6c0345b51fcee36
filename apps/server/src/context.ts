import type { ApiContext } from '@scrip/api/server';
import type { Response } from 'express';
import type { AppDeps } from './deps.ts';

/** What procedures and services get to know about one request. */
export function contextOf(deps: AppDeps, res: Response): ApiContext {
  const { db, engine, now, logger, clerkPlans, clerkBilling, clerkInvitations, adminEmails } = deps;
  const { balanceFeed, playgroundModels, mailer, storage, version } = deps;
  const hashApiKey = deps.apiKeys.hash;
  const { requestId, principal = null } = res.locals;
  const clerk = { clerkPlans, clerkBilling, clerkInvitations, adminEmails };
  const parts = { balanceFeed, playgroundModels, mailer, storage, version, hashApiKey };
  const request = { requestId, address: res.req.ip, principal };
  return { db, engine, now, logger, ...clerk, ...parts, ...request };
}
