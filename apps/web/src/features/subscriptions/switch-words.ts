import type { PublicPlan } from '@scrip/api';
import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import type { Billing } from '../plans/billing.ts';
import type { SubscriptionItem } from './subscription-words.ts';

const MONTHS_PER_YEAR = 12;

/** The period a card is about under the month/year switch; null where the plan has no price. */
export function periodOf(plan: PublicPlan, billing: Billing): SubscriptionItem['period'] | null {
  const { priceMonthlyCents: monthly, priceYearlyCents: yearly } = plan;
  if (monthly === null && yearly === null) return null;
  if (billing === 'year') return yearly === null ? 'month' : 'annual';
  return monthly === null ? 'annual' : 'month';
}

function perMonth(cents: number, period: SubscriptionItem['period']): number {
  return period === 'annual' ? cents / MONTHS_PER_YEAR : cents;
}

/** Cheaper plans begin when what was paid for is over, as at Clerk; so do months after a year. */
function beginsLater(
  current: SubscriptionItem,
  plan: PublicPlan,
  period: SubscriptionItem['period'],
): boolean {
  if (current.isFreeTrial || !current.amountCents || current.status === 'past_due') return false;
  if (current.planId === plan.id) return current.period === 'annual' && period === 'month';
  const price = (period === 'annual' ? plan.priceYearlyCents : plan.priceMonthlyCents) ?? 0;
  return perMonth(price, period) < perMonth(current.amountCents, current.period);
}

/** What happens to the present plan when another is chosen, in one sentence. */
export function describeSwitch(
  current: SubscriptionItem,
  plan: PublicPlan,
  period: SubscriptionItem['period'],
): string {
  const name = current.planName ?? t('your present plan');
  if (beginsLater(current, plan, period)) {
    return current.periodEnd
      ? t('You keep {name} until {date}; then this begins.', { name, date: formatDate(current.periodEnd) })
      : t('You keep {name} to the end of its period; then this begins.', { name });
  }
  if (!current.amountCents || current.isFreeTrial) return t('Begins at once, in place of {name}.', { name });
  return t('Begins at once. Unused time of {name} is taken off the price.', { name });
}
