import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Notice } from '../../components/notice.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { ChoosePlan } from '../subscriptions/choose-plan.tsx';
import { OwnPlan } from '../subscriptions/own-plan.tsx';
import { planNameOf, type SubscriptionState } from '../subscriptions/subscription-words.ts';
import { useSubscription } from '../subscriptions/use-subscription.ts';
import { type Billing, hasBothBillings } from './billing.ts';
import { BillingSwitch } from './billing-switch.tsx';
import { PlanCard } from './plan-card.tsx';
import classes from './price-table.module.css';

/** What is on offer, with the plan of whoever looks marked. */
export function PriceTable() {
  const plans = trpc.plans.list.useQuery();
  const account = trpc.credits.me.useQuery();
  const subscription = useSubscription();
  const [billing, setBilling] = useState<Billing>('month');
  if (plans.isPending) return <Loading />;
  if (plans.error) {
    return (
      <QueryError
        title={t('The plans failed to load')}
        error={plans.error}
        onRetry={() => void plans.refetch()}
        isRetrying={plans.isFetching}
      />
    );
  }
  const current = subscription.data ? planOf(subscription.data) : account.data?.plan;
  const isOffered = plans.data.some(({ id }) => id === current?.id);
  return (
    <>
      {current && !isOffered && (
        <div className={classes.notice}>
          <Notice tone="info" title={t('Your plan is {name}', { name: current.name })}>
            {t('It is no longer offered. You keep it, with all that it gives.')}
          </Notice>
        </div>
      )}
      <div className={classes.own}>
        <OwnPlan plans={plans.data} />
      </div>
      {plans.data.length === 0 && (
        <EmptyState
          title={t('No plans yet')}
          text={t('The plans on offer will be listed here, with their prices.')}
        />
      )}
      {hasBothBillings(plans.data) && (
        <div className={classes.switch}>
          <BillingSwitch billing={billing} onChange={setBilling} />
        </div>
      )}
      <div className={classes.cards}>
        {plans.data.map((plan) => (
          <PlanCard key={plan.id} plan={plan} billing={billing} isCurrent={plan.id === current?.id}>
            <ChoosePlan
              plan={plan}
              billing={billing}
              isCurrent={plan.id === current?.id}
              state={subscription.data}
            />
          </PlanCard>
        ))}
      </div>
    </>
  );
}

/** The plan that the user has, while it is one of ours. */
function planOf({ current }: SubscriptionState): { id: string; name: string } | null {
  return current?.planId ? { id: current.planId, name: planNameOf(current) } : null;
}

function Loading() {
  return (
    <div className={classes.cards} role="status" aria-label={t('Loading plans')}>
      {[1, 2, 3].map((card) => (
        <Skeleton key={card} height={320} radius="md" />
      ))}
    </div>
  );
}
