import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import listClasses from '../../components/list.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { PagePending } from '../../shell/page-pending.tsx';
import { trpc } from '../../trpc/trpc.ts';
import classes from './features.module.css';
import { PriceEditor } from './price-editor.tsx';

const REFRESH_MS = 5_000;

type PricePageProps = {
  featureKey: string;
  previewId: string | undefined;
  onPreview: (id: string) => void;
};

export function PricePage({ featureKey, ...preview }: PricePageProps) {
  const feature = trpc.features.get.useQuery({ key: featureKey }, { refetchInterval: REFRESH_MS });
  return (
    <>
      <Link to="/admin/features/$key" params={{ key: featureKey }} className={classes.back}>
        <IconArrowLeft size={14} stroke={1.6} aria-hidden />
        {feature.data?.name ?? featureKey}
      </Link>
      {feature.data ? (
        <>
          <PageHeader
            title={t('Price of {name}', { name: feature.data.name })}
            text={t('Look at its effect on what your users did, then set it.')}
          />
          <div className={listClasses.stack}>
            <PriceEditor feature={feature.data} {...preview} />
          </div>
        </>
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
