import { Skeleton } from '@mantine/core';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { MailDrawer } from './mail-drawer.tsx';
import { MailList } from './mail-list.tsx';
import classes from './system.module.css';
import type { MailSearch } from './system-search.ts';

type MailProps = { search: MailSearch; onCloseMail: () => void };

export function Mail({ search, onCloseMail }: MailProps) {
  const state = trpc.mail.state.useQuery();
  if (!state.data) {
    if (!state.error)
      return <Skeleton height={120} radius="md" role="status" aria-label={t('Loading mail')} />;
    return (
      <QueryError
        title={t('The mail failed to load')}
        error={state.error}
        onRetry={() => void state.refetch()}
        isRetrying={state.isFetching}
      />
    );
  }
  const { smtpHost, from } = state.data;
  if (smtpHost !== null) {
    return (
      <div className={classes.card}>
        <EmptyState
          title={t('Mail is sent through {host}', { host: smtpHost })}
          text={t(
            'The sender is {from}. What is on its way, was sent in the last 30 days or was refused is among the jobs.',
            { from },
          )}
          action={<LinkButton to="/admin/system/jobs">{t('See the jobs')}</LinkButton>}
        />
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      <Notice tone="info" title={t('Local mail: nothing leaves this machine')}>
        {t(
          'No mail server is set, so messages are kept as files, the newest 1,000 of them. With SMTP_URL and MAIL_FROM they are sent.',
        )}
      </Notice>
      <MailList />
      <MailDrawer mailId={search.mail} onClose={onCloseMail} />
    </div>
  );
}
