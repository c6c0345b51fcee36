import type { ApiContext } from '@scrip/api/server';
import type { Response } from 'express';
import type { AppDeps } from './deps.ts';

/** What procedures and services get to know about one request. */
export function contextOf(deps: AppDeps, res: Response): ApiContext {
  const { db, engine, now, logger, clerkPlans, balanceFeed, playgroundModels, mailer } = deps;
  const { requestId, principal = null } = res.locals;
  return { db, engine, now, logger, clerkPlans, balanceFeed, playgroundModels, mailer, requestId, principal };
}
