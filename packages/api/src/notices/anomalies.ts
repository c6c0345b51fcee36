import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import type { UsageAnomaly } from '../usage/anomaly-schema.ts';
import * as repository from './anomaly-repository.ts';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 30;

/** The days of the last thirty on which a user spent far more than usual, newest first. @throws NOT_FOUND. */
export async function listAnomalies(ctx: ServiceContext, userId: string): Promise<UsageAnomaly[]> {
  requireAccount(ctx, userId);
  const since = new Date(ctx.now().getTime() - SHOWN_DAYS * DAY_MS);
  const rows = await repository.listAnomalies(ctx.db, userId, since);
  return rows.map(({ day, span, creditsSpent, usualCredits, limitCredits, ...row }) => ({
    ...row,
    day: day.toISOString().slice(0, 10),
    span: span === 'hour' ? 'hour' : 'day',
    creditsSpent: Number(creditsSpent),
    usualCredits: Number(usualCredits),
    limitCredits: Number(limitCredits),
  }));
}

/** Puts a notice away; it stays in the list. @throws NOT_FOUND. */
export async function dismissAnomaly(ctx: ServiceContext, userId: string, day: string): Promise<void> {
  requireAccount(ctx, userId);
  if (!(await repository.dismissAnomaly(ctx.db, userId, day, ctx.now()))) throw notFound('notice');
}
