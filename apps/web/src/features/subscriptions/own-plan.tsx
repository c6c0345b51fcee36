import { Button, Skeleton } from '@mantine/core';
import type { PublicPlan } from '@scrip/api';
import { useState } from 'react';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { formatPrice } from '../plans/price.ts';
import { type Change, ChangeDialog } from './change-dialog.tsx';
import { CheckoutButton } from './checkout-button.tsx';
import { StatusBadge } from './status-badge.tsx';
import classes from './subscription.module.css';
import {
  describeNext,
  planNameOf,
  type SubscriptionItem,
  type SubscriptionState,
} from './subscription-words.ts';
import { useSubscription } from './use-subscription.ts';

/** The user's own subscription, with what can be done about it. Nothing for those who have none. */
export function OwnPlan({ plans }: { plans: PublicPlan[] }) {
  const { data, error, refetch, isFetching } = useSubscription();
  if (!data) {
    if (!error)
      return <Skeleton height={120} radius="md" role="status" aria-label={t('Loading your plan')} />;
    return (
      <QueryError
        title={t('Your plan failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  if (!data.current && !data.upcoming) return null;
  return (
    <Panel title={t('Your plan')}>
      {data.current && <Current item={data.current} plans={plans} />}
      <Upcoming state={data} />
    </Panel>
  );
}

function Upcoming({ state: { current, upcoming } }: { state: SubscriptionState }) {
  if (!upcoming) return null;
  const text = `${planNameOf(upcoming)}, ${describePrice(upcoming)}. ${describeNext(upcoming)}.`;
  return <p className={current ? classes.text : classes.line}>{t('Next: {what}', { what: text })}</p>;
}

function describePrice({ amountCents, currency, period }: SubscriptionItem): string {
  if (amountCents === null || currency === null)
    return period === 'month' ? t('billed by the month') : t('billed by the year');
  if (amountCents === 0) return t('free');
  const price = formatPrice(amountCents, currency);
  return period === 'month' ? t('{price} a month', { price }) : t('{price} a year', { price });
}

function Current({ item, plans }: { item: SubscriptionItem; plans: PublicPlan[] }) {
  const [change, setChange] = useState<Change | null>(null);
  const clerkId = plans.find(({ id }) => id === item.planId)?.clerkId ?? null;
  const name = planNameOf(item);
  return (
    <>
      {item.status === 'past_due' && (
        <div className={classes.warning}>
          <Notice tone="danger" title={t('The last payment failed')}>
            {describeNext(item)}. {t('Then what the plan gave cannot be spent until it is paid.')}
          </Notice>
        </div>
      )}
      <p className={classes.line}>
        <span className={classes.name}>{name}</span>
        <StatusBadge item={item} />
      </p>
      <p className={classes.text}>
        {capital(describePrice(item))}. {describeNext(item)}.
        {item.provider === 'manual' && ` ${t('An admin gave you this plan, and changes it for you.')}`}
      </p>
      <div className={classes.actions}>
        {item.provider === 'clerk' && clerkId !== null && <Pay item={item} clerkId={clerkId} name={name} />}
        {item.canResume && (
          <Button variant="default" onClick={() => setChange('resume')}>
            {t('Resume plan')}
          </Button>
        )}
        {item.canCancel && (
          <Button variant="default" onClick={() => setChange('cancel')}>
            {t('Cancel plan')}
          </Button>
        )}
      </div>
      <ChangeDialog item={item} change={change} onClose={() => setChange(null)} />
    </>
  );
}

/** Clerk takes a cancellation back, and a late payment, by a checkout of the same plan. */
function Pay({ item, clerkId, name }: { item: SubscriptionItem; clerkId: string; name: string }) {
  if (item.status !== 'past_due' && item.status !== 'canceled') return null;
  const label = item.status === 'past_due' ? t('Pay now') : t('Resume plan');
  return (
    <CheckoutButton
      planClerkId={clerkId}
      period={item.period}
      label={label}
      description={`${label}: ${name}`}
      variant={item.status === 'past_due' ? 'filled' : 'default'}
    />
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
