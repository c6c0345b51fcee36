import type { Context } from '../context.ts';
import { billingNow, currentItem, findMoment } from './moment.ts';

/** What a session token says of the plan, for `has({ plan })` and `has({ feature })`. */
export function planClaims(ctx: Context, userId: string): { pla?: string; fea?: string } {
  const moment = findMoment(ctx, userId, billingNow(ctx));
  const item = moment && currentItem(moment);
  const plan = item && ctx.store.billingPlans.get(item.planId);
  if (!plan) return {};
  const features = plan.features.map(({ slug }) => `u:${slug}`).join(',');
  return { pla: `u:${plan.slug}`, ...(features ? { fea: features } : {}) };
}
