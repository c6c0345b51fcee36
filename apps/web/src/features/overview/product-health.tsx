import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

const REFRESH_MS = 30_000;

/** Whether the ledger keeps its laws, and the work behind it gets done. */
export function ProductHealth() {
  const auditor = trpc.auditor.state.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const jobs = trpc.jobs.state.useQuery(undefined, { refetchInterval: REFRESH_MS });
  const failed = auditor.error ? auditor : jobs.error ? jobs : null;
  return (
    <Panel title={t('Health')} actions={<Link to="/admin/system/auditor">{t('System')}</Link>}>
      {auditor.data && jobs.data ? (
        <>
          {auditor.data.openDeviations > 0 && (
            <Notice tone="danger" title={t('The ledger has deviations')}>
              <Link to="/admin/system/auditor">{t('See what the auditor found.')}</Link>
            </Notice>
          )}
          <StatRow>
            <Stat
              label={t('Deviations')}
              value={formatNumber(auditor.data.openDeviations)}
              note={
                auditor.data.lastPassAt ? (
                  <>
                    {t('All audited')} <TimeText instant={auditor.data.lastPassAt} mode="relative" />
                  </>
                ) : (
                  t('The first audit is under way')
                )
              }
            />
            <Stat
              label={t('Accounts audited')}
              value={formatNumber(auditor.data.lastPassUsers)}
              note={t('In the last full pass')}
            />
            <Stat
              label={t('Jobs waiting')}
              value={formatNumber(jobs.data.counts.waiting)}
              note={
                jobs.data.lateSeconds > 0
                  ? t('The oldest is {seconds} s late', { seconds: jobs.data.lateSeconds })
                  : t('None is late')
              }
            />
            <Stat
              label={t('Jobs given up')}
              value={formatNumber(jobs.data.counts.dead)}
              note={
                <Link to="/admin/system/jobs">
                  {t('{count} more are failing', { count: jobs.data.counts.failing })}
                </Link>
              }
            />
          </StatRow>
        </>
      ) : failed ? (
        <QueryError
          title={t('The health failed to load')}
          error={failed.error}
          onRetry={() => void Promise.all([auditor.refetch(), jobs.refetch()])}
          isRetrying={failed.isFetching}
        />
      ) : (
        <Skeleton height={96} role="status" aria-label={t('Loading the health')} />
      )}
    </Panel>
  );
}
