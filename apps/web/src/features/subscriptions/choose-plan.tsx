import type { PublicPlan } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import type { Billing } from '../plans/billing.ts';
import { PlanCta } from '../plans/plan-cta.tsx';
import { CheckoutButton } from './checkout-button.tsx';
import classes from './subscription.module.css';
import type { SubscriptionItem, SubscriptionState } from './subscription-words.ts';
import { describeSwitch, periodOf } from './switch-words.ts';

type ChoosePlanProps = {
  plan: PublicPlan;
  billing: Billing;
  isCurrent: boolean;
  /** Unknown while it loads: then nothing is offered that may be refused. */
  state: SubscriptionState | undefined;
};

/** The foot of a card in the price table: how to get the plan, and what changes then. */
export function ChoosePlan({ plan, billing, isCurrent, state }: ChoosePlanProps) {
  if (plan.ctaType !== 'checkout') return isCurrent ? null : <PlanCta plan={plan} />;
  const period = periodOf(plan, billing);
  if (!state || !period || isFree(plan)) return null;
  const { current, upcoming } = state;
  if (upcoming && upcoming.planId === plan.id && upcoming.period === period) {
    return <Hint text={t('You have chosen this; it begins when your present period is over.')} />;
  }
  if (isCurrent && (!current || current.period === period)) return null;
  if (current?.provider === 'manual') return <Hint text={t('An admin changes your plan.')} />;
  if (plan.billingSource === 'manual' || !plan.clerkId) return <Hint text={t('An admin gives this plan.')} />;
  const label = plan.ctaLabel ?? labelFor(current, isCurrent, period);
  return (
    <div className={classes.switch}>
      {current && <Hint text={describeSwitch(current, plan, period)} />}
      <CheckoutButton
        planClerkId={plan.clerkId}
        period={period}
        label={label}
        description={`${label}: ${plan.name}`}
        variant={plan.highlight ? 'filled' : 'default'}
      />
    </div>
  );
}

/** There is nothing to pay: who cancels arrives there. */
function isFree({ priceMonthlyCents, priceYearlyCents }: PublicPlan): boolean {
  return !priceMonthlyCents && !priceYearlyCents;
}

function labelFor(
  current: SubscriptionItem | null,
  isCurrent: boolean,
  period: SubscriptionItem['period'],
): string {
  if (isCurrent) return period === 'annual' ? t('Pay by the year') : t('Pay by the month');
  return current ? t('Switch') : t('Subscribe');
}

function Hint({ text }: { text: string }) {
  return <p className={classes.hint}>{text}</p>;
}
