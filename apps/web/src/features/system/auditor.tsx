import { Button, Skeleton } from '@mantine/core';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { toastDone } from '../../components/toast.tsx';
import { formatNumber } from '../../format/numbers.ts';
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
      return <Skeleton height={240} radius="md" role="status" aria-label="Loading the auditor" />;
    return (
      <QueryError
        title="The auditor failed to load"
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
  const count =
    state.openDeviations === 1 ? 'One deviation' : `${formatNumber(state.openDeviations)} deviations`;
  return (
    <Notice tone="danger" title={`${count} in the ledger`}>
      The auditor repairs nothing. Look at the entries of the user, find out why, and correct the balance with
      a reason.
    </Notice>
  );
}

function Progress({ state }: { state: AuditorState }) {
  return (
    <Panel title="Audits of everybody" actions={<AuditAll isUnderWay={state.isAuditingAll} />}>
      <StatRow>
        <Stat
          label="Last full pass"
          value={state.lastPassAt ? <TimeText instant={state.lastPassAt} mode="relative" /> : 'Not yet'}
          note={
            state.lastPassAt ? `${formatNumber(state.lastPassUsers)} users` : 'The first one is under way'
          }
        />
        <Stat
          label="This pass, in the background"
          value={formatNumber(state.usersAudited)}
          unit="users"
          note={
            state.passStartedAt ? (
              <>
                Begun <TimeText instant={state.passStartedAt} mode="relative" />
              </>
            ) : (
              'Begins with the next slice'
            )
          }
        />
        <Stat
          label="Deviations"
          value={formatNumber(state.openDeviations)}
          note={state.openDeviations === 0 ? 'Every ledger audited keeps the laws' : 'Until they are gone'}
        />
      </StatRow>
    </Panel>
  );
}

function AuditAll({ isUnderWay }: { isUnderWay: boolean }) {
  const { auditor } = trpc.useUtils();
  const { mutate, isPending, error } = trpc.auditor.runAll.useMutation({
    onSuccess: () => toastDone('The audit of all users begins.'),
    onSettled: () => void auditor.state.invalidate(),
  });
  return (
    <>
      {error && <span role="alert">{sentenceOfError(error)}</span>}
      <Button variant="default" onClick={() => mutate()} loading={isPending || isUnderWay}>
        Audit all users now
      </Button>
    </>
  );
}
