import { Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { IdText } from '../../components/id-text.tsx';
import listClasses from '../../components/list.module.css';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { useLastShown } from '../../components/use-last-shown.ts';
import { formatExact } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './audit.module.css';
import { type AuditItem, actorOf, listDifferences } from './audit-words.ts';
import { TargetLink } from './target-link.tsx';

type AuditDrawerProps = { recordId: string | undefined; onClose: () => void };

/** One record, beside the list. */
export function AuditDrawer({ recordId, onClose }: AuditDrawerProps) {
  const shownId = useLastShown(recordId ?? null);
  return (
    <SidePanel
      isOpen={recordId !== undefined}
      onClose={onClose}
      title={t('Audit record')}
      closeLabel={t('Close the record')}
      side="right"
      widthPx={520}
    >
      {shownId && <AuditRecord id={shownId} />}
    </SidePanel>
  );
}

function AuditRecord({ id }: { id: string }) {
  const record = trpc.audit.get.useQuery({ id });
  if (record.data) return <RecordDetails item={record.data} />;
  if (hasDomainCode(record.error, 'NOT_FOUND')) {
    return <EmptyState title={t('There is no such record')} text={t('The address may be mistyped.')} />;
  }
  if (record.error) {
    return (
      <QueryError
        title={t('The record failed to load')}
        error={record.error}
        onRetry={() => void record.refetch()}
        isRetrying={record.isFetching}
      />
    );
  }
  return <Skeleton height={240} radius="md" role="status" aria-label={t('Loading the record')} />;
}

function RecordDetails({ item }: { item: AuditItem }) {
  return (
    <article>
      <h3 className={classes.action}>{item.action}</h3>
      {item.reason && <blockquote className={classes.reason}>{item.reason}</blockquote>}
      <dl className={listClasses.facts}>
        <dt>{t('Time')}</dt>
        <dd>
          <time dateTime={item.createdAt}>{formatExact(item.createdAt)}</time>
        </dd>
        <dt>{t('By')}</dt>
        <dd>
          <Link to="/admin/audit" search={{ actor: item.actor?.id ?? 'system' }}>
            {actorOf(item)}
          </Link>
        </dd>
        <dt>{t('On what')}</dt>
        <dd>
          <TargetLink item={item} />
        </dd>
        <dt>{t('Id of it')}</dt>
        <dd>
          <IdText value={item.targetId} isWide />
        </dd>
        {item.address && (
          <>
            <dt>{t('Address')}</dt>
            <dd>{item.address}</dd>
          </>
        )}
        {item.requestId && (
          <>
            <dt>{t('Request')}</dt>
            <dd>
              <IdText value={item.requestId} isWide />
            </dd>
          </>
        )}
        <dt>{t('Record')}</dt>
        <dd>
          <IdText value={item.id} isWide />
        </dd>
      </dl>
      <Differences item={item} />
    </article>
  );
}

function Differences({ item }: { item: AuditItem }) {
  const differences = listDifferences(item);
  if (differences.length === 0) return null;
  return (
    <>
      <h4 className={classes.subtitle}>{t('What changed')}</h4>
      <table className={classes.differences}>
        <thead>
          <tr>
            <th scope="col">{t('What')}</th>
            <th scope="col">{t('Before')}</th>
            <th scope="col">{t('After')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
