import { Skeleton } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { storeName } from '../storage/admin-storage-search.ts';
import { formatBytes } from '../storage/file-words.ts';
import { formatEvery } from './job-words.ts';
import { Migrations, SlowQueries } from './state-tables.tsx';
import classes from './system.module.css';

const REFRESH_MS = 5_000;

export type SystemState = RouterOutputs['system']['state'];

/** How the database and this process are doing. */
export function SystemStatePanel() {
  const { data, error, refetch, isFetching } = trpc.system.state.useQuery(undefined, {
    refetchInterval: REFRESH_MS,
  });
  if (!data) {
    if (!error)
      return <Skeleton height={240} radius="md" role="status" aria-label={t('Loading the state')} />;
    return (
      <QueryError
        title={t('The state failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return (
    <div className={classes.stack}>
      {data.health.status === 'unhealthy' && (
        <Notice tone="danger" title={t('The database does not answer')}>
          {data.health.error}
        </Notice>
      )}
      <Process state={data} />
      {data.database && <Database database={data.database} />}
      <Others />
      <Panel title={t('Slow queries')}>
        <SlowQueries queries={data.slowQueries} />
      </Panel>
      <Panel title={t('Migrations')}>
        <Migrations migrations={data.migrations} />
      </Panel>
    </div>
  );
}

function Process({ state: { health, versions, processStartedAt, database } }: { state: SystemState }) {
  return (
    <Panel title={t('Process and versions')}>
      <StatRow>
        <Stat
          label={t('Database latency')}
          value={health.status === 'healthy' ? formatDecimal(health.latencyMs) : '–'}
          unit="ms"
        />
        <Stat label="Scrip" value={versions.scrip ?? t('Unknown')} />
        <Stat
          label="Node.js"
          value={versions.node}
          note={
            <>
              {t('Started')} <TimeText instant={processStartedAt} mode="relative" />
            </>
          }
        />
        <Stat label="PostgreSQL" value={database?.version ?? '–'} />
      </StatRow>
    </Panel>
  );
}

function Database({ database }: { database: NonNullable<SystemState['database']> }) {
  const { connections, oldestTransactionSeconds: oldest, cacheHitShare, deadlocks, sizeBytes } = database;
  return (
    <Panel title={t('Database')}>
      <StatRow>
        <Stat
          label={t('Connections')}
          value={formatNumber(connections.active + connections.idle + connections.idleInTransaction)}
          note={t('{active} at work, {idle} idle, {held} idle in a transaction, at most {most}', {
            active: connections.active,
            idle: connections.idle,
            held: connections.idleInTransaction,
            most: connections.most,
          })}
        />
        <Stat
          label={t('Waiting for a lock')}
          value={formatNumber(connections.waiting)}
          note={t('Deadlocks so far: {count}', { count: deadlocks })}
        />
        <Stat
          label={t('Oldest transaction')}
          value={oldest === null ? t('None') : formatEvery(Math.round(oldest))}
        />
        <Stat
          label={t('Pages found in memory')}
          value={cacheHitShare === null ? '–' : `${formatDecimal(cacheHitShare * 100)} %`}
        />
        <Stat label={t('Size')} value={formatBytes(sizeBytes)} />
      </StatRow>
    </Panel>
  );
}

/** What other screens tell in full. */
function Others() {
  const deliveries = trpc.webhooks.counts.useQuery(undefined, { refetchInterval: REFRESH_MS }).data;
  const jobs = trpc.jobs.state.useQuery(undefined, { refetchInterval: REFRESH_MS }).data;
  const auditor = trpc.auditor.state.useQuery(undefined, { refetchInterval: REFRESH_MS }).data;
  const storage = trpc.storage.state.useQuery().data;
  return (
    <Panel title={t('Elsewhere')}>
      <StatRow>
        <Stat
          label={t('Jobs given up')}
          value={jobs ? formatNumber(jobs.counts.dead) : '–'}
          note={<Link to="/admin/system/jobs">{t('See the jobs')}</Link>}
        />
        <Stat
          label={t('Deviations')}
          value={auditor ? formatNumber(auditor.openDeviations) : '–'}
          note={<Link to="/admin/system/auditor">{t('See the auditor')}</Link>}
        />
        <Stat
          label={t('Deliveries that failed')}
          value={deliveries ? formatNumber(deliveries.FAILED) : '–'}
          note={<Link to="/admin/billing/inbox">{t('See the inbox')}</Link>}
        />
        <Stat
          label={t('New files go to')}
          value={storage ? storeName(storage.provider) : '–'}
          note={<Link to="/admin/storage">{t('See the stores')}</Link>}
        />
      </StatRow>
    </Panel>
  );
}
