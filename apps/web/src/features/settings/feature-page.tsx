import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import listClasses from '../../components/list.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { PagePending } from '../../shell/page-pending.tsx';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { AuditPanel } from '../audit/audit-panel.tsx';
import { FeatureActions } from './feature-actions.tsx';
import { FeatureFacts } from './feature-facts.tsx';
import classes from './features.module.css';
import { PriceHistory } from './price-history.tsx';
import { type AdminFeature, describePrice } from './price-words.ts';
import { ScheduledPrices } from './scheduled-prices.tsx';

const REFRESH_MS = 10_000;

export function FeaturePage({ featureKey }: { featureKey: string }) {
  const feature = trpc.features.get.useQuery({ key: featureKey }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <Link to="/admin/features" className={classes.back}>
        <IconArrowLeft size={14} stroke={1.6} aria-hidden />
        {t('Features')}
      </Link>
      {feature.data ? (
        <FeatureContent feature={feature.data} />
      ) : hasDomainCode(feature.error, 'NOT_FOUND') ? (
        <EmptyState
          headingLevel={1}
          title={t('There is no such feature')}
          text={t('The address may be mistyped.')}
          action={
            <Button variant="default" component={Link} to="/admin/features">
              {t('Show all features')}
            </Button>
          }
        />
      ) : feature.error ? (
        <QueryError
          title={t('The feature failed to load')}
          error={feature.error}
          onRetry={() => void feature.refetch()}
          isRetrying={feature.isFetching}
        />
      ) : (
        <PagePending />
      )}
    </>
  );
}

function FeatureContent({ feature }: { feature: AdminFeature }) {
  return (
    <>
      <PageHeader
        title={feature.name}
        text={
          feature.active
            ? describePrice(feature.price, feature.unit)
            : t('Archived: it can no longer be charged.')
        }
        actions={
          <>
            <LinkButton to="/admin/features/$key/price" params={{ key: feature.key }}>
              {t('Change price')}
            </LinkButton>
            <FeatureActions feature={feature} />
          </>
        }
      />
      <div className={listClasses.stack}>
        <FeatureFacts feature={feature} />
        {feature.scheduled.length > 0 && <ScheduledPrices feature={feature} />}
        <PriceHistory feature={feature} />
        <AuditPanel filter={{ targetType: 'feature', targetId: feature.key }} />
      </div>
    </>
  );
}
