import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { findLowThresholds } from './account/low-threshold-repository.ts';
import { findAlertPreferences, updateEmailAlerts } from './limits-repository.ts';

export const AlertSettings = z.object({
  /** What the owner chose as low; null: the automatic threshold holds. */
  chosenCredits: z.int().nullable(),
  /** A fifth of what the 30 days up to the newest grant gave; null before the first grant. */
  automaticCredits: z.int().nullable(),
  /** Whether e-mails are wanted. */
  emailAlerts: z.boolean(),
  /** Where they go; null when the account has no address, and none are sent. */
  email: z.string().nullable(),
});
export type AlertSettings = z.infer<typeof AlertSettings>;

export const EmailAlertsInput = z.strictObject({ emailAlerts: z.boolean() });
export type EmailAlertsInput = z.infer<typeof EmailAlertsInput>;

/** When an account's owner is told that the balance is low, and whether by e-mail. @throws NOT_FOUND. */
export async function getAlertSettings(ctx: ServiceContext, userId: string): Promise<AlertSettings> {
  requireAccount(ctx, userId);
  const [thresholds, preferences] = await Promise.all([
    findLowThresholds(ctx.db, userId),
    findAlertPreferences(ctx.db, userId),
  ]);
  if (!preferences) throw notFound('user');
  return { ...thresholds, ...preferences };
}

/** Turns the e-mails of an account on or off; answers with what holds now. @throws NOT_FOUND. */
export async function setEmailAlerts(
  ctx: ServiceContext,
  userId: string,
  input: EmailAlertsInput,
): Promise<AlertSettings> {
  requireAccount(ctx, userId);
  const { emailAlerts } = parseInput(EmailAlertsInput, input);
  if (!(await findAlertPreferences(ctx.db, userId))) throw notFound('user');
  await updateEmailAlerts(ctx.db, userId, emailAlerts, ctx.now());
  return getAlertSettings(ctx, userId);
}
