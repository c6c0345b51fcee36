import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { followRowLink } from '../../components/follow-row-link.ts';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { MoreButton } from './more-button.tsx';
import classes from './system.module.css';

const REFRESH_MS = 5_000;

export function MailList() {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: clicks only help to reach the links inside
    <div className={classes.card} onClick={followRowLink}>
      <MailListContent />
    </div>
  );
}

function MailListContent() {
  const query = trpc.mail.list.useInfiniteQuery(
    {},
    { getNextPageParam: (page) => page.nextCursor, refetchInterval: REFRESH_MS },
  );
  const mails = query.data?.pages.flatMap((page) => page.items);
  if (query.isLoading) return <TableSkeleton rows={4} label={t('Loading mail')} />;
  if (!mails) {
    return (
      <QueryError
        title={t('The mail failed to load')}
        error={query.error}
        onRetry={() => void query.refetch()}
        isRetrying={query.isRefetching}
      />
    );
  }
  if (mails.length === 0) {
    return (
      <EmptyState
        title={t('No mail yet')}
        text={t('Messages to users, such as that of a low balance, are listed here.')}
      />
    );
  }
  return (
    <>
      <DataTable caption={t('Local mail, newest first')}>
        <thead>
          <tr>
            <th scope="col">{t('Subject')}</th>
            <th scope="col">{t('To whom')}</th>
            <th scope="col">{t('Written')}</th>
          </tr>
        </thead>
        <tbody>
          {mails.map((mail) => (
            <tr key={mail.id} className={tableClasses.linkRow}>
              <th scope="row">
                <Link
                  to="/admin/system/mail"
                  search={{ mail: mail.id }}
                  resetScroll={false}
                  className={tableClasses.rowLink}
                  data-row-link
                >
                  <div className={classes.long}>{mail.subject}</div>
                </Link>
              </th>
              <td>{mail.to}</td>
              <td>
                <TimeText instant={mail.writtenAt} mode="relative" />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <MoreButton query={query} />
    </>
  );
}
