import { Button, Skeleton } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { plural, t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { AuditUser } from './audit-user.tsx';
import { type AuditorState, Deviations } from './deviations.tsx';
import classes from './system.module.css';

const REFRESH_MS = 5_000;

export function Auditor() {
  const state = trpc.auditor.state.useQuery(undefined, { refetchInterval: REFRESH_MS });
  if (!state.data) {
    if (!state.error)
      return <Skeleton height={240} radius="md" role="status" aria-label={t('Loading the auditor')} />;
    return (
      <QueryError
        title={t('The auditor failed to load')}
        error={state.error}
        onRetry={() => void state.refetch()}
        isRetrying={state.isFetching}
      />
    );
  }
  return (
    <div className={classes.stack}>
      <Verdict state={state.data} />
      <Progress state={state.data} />
      <AuditUser />
      <Deviations deviations={state.data.deviations} open={state.data.openDeviations} />
    </div>
  );
}

function Verdict({ state }: { state: AuditorState }) {
  if (state.openDeviations === 0) return null;
  const title = plural(
    state.openDeviations,
    '{count} deviation in the ledger',
    '{count} deviations in the ledger',
  );
  return (
    <Notice tone="danger" title={title}>
      {t(
        'The auditor repairs nothing. Look at the entries of the user, find out why, and correct the balance with a reason.',
      )}
    </Notice>
  );
}

function Progress({ state }: { state: AuditorState }) {
  return (
    <Panel title={t('Audits of everybody')} actions={<AuditAll isUnderWay={state.isAuditingAll} />}>
      <StatRow>
        <Stat
          label={t('Last full pass')}
          value={state.lastPassAt ? <TimeText instant={state.lastPassAt} mode="relative" /> : t('Not yet')}
          note={
            state.lastPassAt
              ? plural(state.lastPassUsers, '{count} user', '{count} users')
              : t('The first one is under way')
          }
        />
        <Stat
          label={t('This pass, in the background')}
          value={formatNumber(state.usersAudited)}
          unit={t('users')}
          note={
            state.passStartedAt ? (
              <>
                {t('Begun')} <TimeText instant={state.passStartedAt} mode="relative" />
              </>
            ) : (
              t('Begins with the next slice')
            )
          }
        />
        <Stat
          label={t('Deviations')}
          value={formatNumber(state.openDeviations)}
          note={
            state.openDeviations === 0 ? t('Every ledger audited keeps the laws') : t('Until they are gone')
          }
        />
      </StatRow>
    </Panel>
  );
}

function AuditAll({ isUnderWay }: { isUnderWay: boolean }) {
  const { auditor } = trpc.useUtils();
  const { mutate, isPending, error } = trpc.auditor.runAll.useMutation({
    onSuccess: () => toastDone(t('The audit of all users begins.')),
    onSettled: () => void auditor.state.invalidate(),
  });
  return (
    <>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
      <Button variant="default" onClick={() => mutate()} loading={isPending || isUnderWay}>
        {t('Audit all users now')}
      </Button>
    </>
  );
}
