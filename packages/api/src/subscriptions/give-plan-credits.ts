import type { ServiceContext } from '../context.ts';
import { changeGrantExpiry } from '../credits/change-grant-expiry.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { reduceGrant } from '../credits/reduce-grant.ts';
import { settleAccountNow } from '../credits/service.ts';
import type { ItemState } from './facts.ts';
import { type PlanAction, type PlanFacts, planCredits } from './plan-credits.ts';
import { planNextLook } from './plan-due.ts';
import { loadPolicies } from './policies.ts';
import { listItems, listPeriods, listPlanGrants, listUsedKeys, updateItemDue } from './repository.ts';

/** Corrections, what they make possible, and what expires by them: more rounds than that would be a loop. */
const MAX_ROUNDS = 8;

/**
 * Brings the credits that plans give to a user in step with what is known of the subscriptions, and notes when they need
 * to be looked at next. Doing it again changes nothing. The caller holds the lock on the user, in a transaction.
 */
export async function givePlanCredits(ctx: ServiceContext, userId: string): Promise<void> {
  const at = ctx.now();
  for (let round = 0; ; round += 1) {
    await settleAccountNow(ctx, userId);
    const facts = await loadPlanFacts(ctx, userId);
    const actions = round < MAX_ROUNDS ? planCredits(facts, at) : [];
    if (actions.length === 0) return planLooks(ctx, userId, facts);
    for (const action of actions) await apply(ctx, userId, action, facts);
  }
}

async function planLooks(ctx: ServiceContext, userId: string, facts: PlanFacts): Promise<void> {
  const at = ctx.now();
  for (const item of facts.items) {
    const periods = facts.periods.filter(({ itemId }) => itemId === item.id);
    const policy = facts.policies.get(item.planKey ?? '') ?? null;
    await updateItemDue(ctx.db, userId, item.id, planNextLook(item, periods, { policy, at }));
  }
}

async function loadPlanFacts(ctx: ServiceContext, userId: string): Promise<PlanFacts> {
  const [items, periods, grants] = await Promise.all([
    listItems(ctx.db, userId),
    listPeriods(ctx.db, userId),
    listPlanGrants(ctx.db, userId),
  ]);
  const policies = await loadPolicies(
    ctx,
    [...items, ...periods].map(({ planKey }) => planKey),
  );
  const planIds = [...new Set([...policies.values()].map(({ planId }) => planId))];
  const used = await listUsedKeys(ctx.db, userId, planIds.map(onceKey));
  return {
    // The CHECKs of the tables leave no other texts in these columns.
    items: items as ItemState[],
    periods: periods as PlanFacts['periods'],
    policies,
    grants,
    oncePlanIds: new Set(planIds.filter((planId) => used.includes(onceKey(planId)))),
  };
}

function onceKey(planId: string): string {
  return `scrip:plan-once:${planId}`;
}

async function apply(
  ctx: ServiceContext,
  userId: string,
  action: PlanAction,
  facts: PlanFacts,
): Promise<void> {
  switch (action.do) {
    case 'moveExpiry': {
      await changeGrantExpiry(ctx, { userId, grantId: action.grantId, expiresAt: action.expiresAt });
      return;
    }
    case 'takeBack': {
      const { grantId, credits, totalCredits } = action;
      const reason = 'The subscription ended before its period did.';
      const idempotencyKey = `scrip:plan-take-back:${grantId}:${totalCredits}:${credits}`;
      await reduceGrant(ctx, { userId, grantId, amountCredits: credits, reason, idempotencyKey });
      return;
    }
    case 'grant': {
      const { period, part, credits, expiresAt, nth } = action;
      const { itemId, startsAt } = period;
      const plan = facts.policies.get(period.planKey ?? '')?.planId ?? null;
      const periodAt = startsAt.toISOString();
      await grantCredits(ctx, {
        userId,
        amountCredits: credits,
        source: 'PLAN',
        expiresAt,
        idempotencyKey: `scrip:plan:${itemId}:${periodAt}:${part}:${nth}`,
        details: {
          planId: plan,
          subscriptionItem: itemId,
          periodStart: periodAt,
          part: period.isFreeTrial ? 'trial' : part,
        },
        plan: { itemId, periodAt: startsAt, part },
      });
      return;
    }
    case 'grantOnce': {
      const { period, planId, credits } = action;
      await grantCredits(ctx, {
        userId,
        amountCredits: credits,
        source: 'PLAN',
        idempotencyKey: onceKey(planId),
        details: { planId, subscriptionItem: period.itemId, part: 'once' },
        plan: { itemId: period.itemId, periodAt: period.startsAt, part: 'once' },
      });
    }
  }
}
