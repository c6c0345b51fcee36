import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './system.module.css';

type MailDrawerProps = { mailId: string | undefined; onClose: () => void };

/** One message as its reader would see it, beside the list. */
export function MailDrawer({ mailId, onClose }: MailDrawerProps) {
  // While the drawer slides out it still shows what it showed.
  const [shownId, setShownId] = useState(mailId);
  if (mailId && mailId !== shownId) setShownId(mailId);
  return (
    <SidePanel
      isOpen={mailId !== undefined}
      onClose={onClose}
      title={t('Message')}
      closeLabel={t('Close the message')}
      side="right"
      widthPx={520}
    >
      {shownId && <Message id={shownId} />}
    </SidePanel>
  );
}

function Message({ id }: { id: string }) {
  const mail = trpc.mail.get.useQuery({ id });
  if (hasDomainCode(mail.error, 'NOT_FOUND') || hasDomainCode(mail.error, 'INVALID_INPUT')) {
    return (
      <EmptyState
        title={t('There is no such message')}
        text={t('It may be one of those that were replaced by newer ones.')}
      />
    );
  }
  if (!mail.data) {
    if (!mail.error)
      return <Skeleton height={200} radius="md" role="status" aria-label={t('Loading the message')} />;
    return (
      <QueryError
        title={t('This message failed to load')}
        error={mail.error}
        onRetry={() => void mail.refetch()}
        isRetrying={mail.isFetching}
      />
    );
  }
  const { subject, to, writtenAt, text } = mail.data;
  return (
    <>
      <h2 className={classes.subject}>{subject}</h2>
      <dl className={classes.facts}>
        <dt>{t('To whom')}</dt>
        <dd>{to}</dd>
        <dt>{t('Written')}</dt>
        <dd>
          <TimeText instant={writtenAt} />
        </dd>
      </dl>
      <pre className={classes.letter}>{text.trimEnd()}</pre>
    </>
  );
}
