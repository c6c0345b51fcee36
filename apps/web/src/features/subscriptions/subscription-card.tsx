import { Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { LinkButton } from '../../components/link-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { StatusBadge } from './status-badge.tsx';
import classes from './subscription.module.css';
import { describeNext, planNameOf, type SubscriptionState } from './subscription-words.ts';
import { useSubscription } from './use-subscription.ts';

/** The user's subscription in short, on the first screen. */
export function SubscriptionCard() {
  const { data, error, refetch, isFetching } = useSubscription();
  const plan = trpc.credits.me.useQuery().data?.plan ?? null;
  return (
    <Panel
      title={t('Subscription')}
      actions={
        <LinkButton to="/plans" variant="subtle" size="compact-sm">
          {data?.current ? t('Manage') : t('See plans')}
        </LinkButton>
      }
    >
      {data ? (
        <Content state={data} plan={plan} />
      ) : error ? (
        <QueryError
          title={t('Your subscription failed to load')}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : (
        <Skeleton height={56} role="status" aria-label={t('Loading your subscription')} />
      )}
    </Panel>
  );
}

type ContentProps = { state: SubscriptionState; plan: RouterOutputs['credits']['me']['plan'] };

function Content({ state: { current, upcoming }, plan }: ContentProps) {
  const next = upcoming && t('Next: {what}', { what: `${planNameOf(upcoming)}. ${describeNext(upcoming)}.` });
  if (!current) {
    return (
      <p className={classes.hint}>
        {next ?? t('You have no subscription. A plan gives credits each period.')}
      </p>
    );
  }
  const credits =
    plan?.id === current.planId
      ? `${t('{credits} each period', { credits: formatCredits(plan.credits) })}. `
      : '';
  return (
    <>
      {current.status === 'past_due' && (
        <div className={classes.warning}>
          <Notice tone="danger" title={t('A payment failed')}>
            {describeNext(current)}. {t('Pay it under Plans.')}
          </Notice>
        </div>
      )}
      <p className={classes.line}>
        <span className={classes.name}>{planNameOf(current)}</span>
        <StatusBadge item={current} />
      </p>
      <p className={classes.text}>
        {credits}
        {describeNext(current)}. {next}
      </p>
      {current.status === 'past_due' && (
        <div className={classes.actions}>
          <LinkButton to="/plans">{t('Pay now')}</LinkButton>
        </div>
      )}
    </>
  );
}
