import { recordAudit } from '../audit/service.ts';
import { requireAccount, requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changeAccount } from './account/change-account.ts';
import { findLimits, sumSpentSince } from './limits-repository.ts';
import {
  currentStartOf,
  findReachedCap,
  periodEndOf,
  periodStartOf,
  type SpendCap,
  usedOf,
} from './spend-caps.ts';
import { SetOverdraftInput, SetSpendCapsInput, type SpendLimits } from './spend-limits-schema.ts';

/** @throws SPEND_CAP_REACHED if a use of these credits would pass one of the caps. */
export function refuseReachedCap(
  caps: SpendCap[],
  use: { featureKey: string; credits: number; at: Date },
): void {
  const cap = findReachedCap(caps, use);
  if (cap) throw capReached(cap, use);
}

export function capReached(
  cap: SpendCap,
  use: { credits: number; at: Date },
): DomainError<'SPEND_CAP_REACHED'> {
  const { period, featureKey, limitCredits: limit } = cap;
  const used = usedOf(cap, use.at);
  const resetsAt = periodEndOf(period, currentStartOf(cap, use.at)).toISOString();
  const what = featureKey === null ? 'spending' : `spending on "${featureKey}"`;
  return new DomainError(
    'SPEND_CAP_REACHED',
    `This account's ${what} is limited to ${limit} credits a ${period.toLowerCase()}; ${used} are used, and this needs ` +
      `${use.credits}. The limit starts anew at ${resetsAt}.`,
    { period, featureKey, limit, used, required: use.credits, resetsAt },
  );
}

/** The caps of an account with what is used of them now, and its overdraft. @throws NOT_FOUND. */
export async function getSpendLimits(ctx: ServiceContext, userId: string): Promise<SpendLimits> {
  requireAccount(ctx, userId);
  const limits = await findLimits(ctx.db, userId);
  if (!limits) throw notFound('user');
  return toLimits(limits, ctx.now());
}

function toLimits(
  { spendCaps, overdraftCredits }: { spendCaps: SpendCap[]; overdraftCredits: number },
  at: Date,
): SpendLimits {
  const caps = spendCaps.map((cap) => ({
    period: cap.period,
    featureKey: cap.featureKey,
    limitCredits: cap.limitCredits,
    usedCredits: usedOf(cap, at),
    resetsAt: periodEndOf(cap.period, currentStartOf(cap, at)),
  }));
  return { overdraftCredits, caps };
}

/**
 * Sets what an account may spend per UTC day or month, overall or on one feature, in place of the caps before. Spends and
 * holds count in the period in which they are made, refunds give back to the period of their spend; what the current
 * period has seen already counts.
 *
 * @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function setSpendCaps(ctx: ServiceContext, input: SetSpendCapsInput): Promise<SpendLimits> {
  requireOperator(ctx);
  const { userId, caps, reason } = parseInput(SetSpendCapsInput, input);
  return changeAccount(
    ctx,
    { userId, at: ctx.now() },
    {
      change: async (account, tx, { at }) => {
        const before = account.state.spendCaps;
        const spendCaps: SpendCap[] = [];
        for (const cap of caps) {
          const start = periodStartOf(cap.period, at);
          const usedCredits = await sumSpentSince(tx, userId, cap.featureKey, start);
          spendCaps.push({ ...cap, usedCredits, periodStart: start.toISOString() });
        }
        account.state.spendCaps = spendCaps;
        await recordAudit(
          { ...ctx, db: tx },
          {
            action: 'credits.setSpendCaps',
            targetType: 'user',
            targetId: userId,
            reason,
            before: describeCaps(before),
            after: describeCaps(spendCaps),
          },
        );
        return toLimits(account.state, at);
      },
    },
  );
}

function describeCaps(caps: SpendCap[]): Record<string, number> {
  return Object.fromEntries(
    caps.map(({ period, featureKey, limitCredits }) => [`${period} ${featureKey ?? '*'}`, limitCredits]),
  );
}

/**
 * Lets a trusted account go that far below zero.
 *
 * @throws OVERDRAFT_IN_USE when it owes more than that already, NOT_FOUND, INVALID_INPUT, FORBIDDEN to non-admins.
 */
export async function setOverdraft(ctx: ServiceContext, input: SetOverdraftInput): Promise<SpendLimits> {
  requireOperator(ctx);
  const { userId, overdraftCredits, reason } = parseInput(SetOverdraftInput, input);
  return changeAccount(
    ctx,
    { userId, at: ctx.now() },
    {
      change: async (account, tx, { at }) => {
        const { state } = account;
        const owed = Math.max(0, -state.creditsRemaining);
        if (owed > overdraftCredits) {
          const message = `This account is ${owed} credits below zero already; allow at least that.`;
          throw new DomainError('OVERDRAFT_IN_USE', message, { owed });
        }
        await recordAudit(
          { ...ctx, db: tx },
          {
            action: 'credits.setOverdraft',
            targetType: 'user',
            targetId: userId,
            reason,
            before: { overdraftCredits: state.overdraftCredits },
            after: { overdraftCredits },
          },
        );
        state.overdraftCredits = overdraftCredits;
        return toLimits(state, at);
      },
    },
  );
}
