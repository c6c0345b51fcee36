import { Button, TextInput } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { type SubmitEvent, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { hasDomainCode, sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { DeviationHead, DeviationRow } from './deviations.tsx';
import classes from './system.module.css';

export function AuditUser() {
  const [userId, setUserId] = useState('');
  const { auditor } = trpc.useUtils();
  const { mutate, data, error, isPending, variables, reset } = trpc.auditor.run.useMutation({
    onSettled: () => void auditor.state.invalidate(),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const id = userId.trim();
    if (id && !isPending) mutate({ userId: id });
  };
  return (
    <Panel title="Audit one user">
      <form className={classes.tools} onSubmit={submit}>
        <TextInput
          className={classes.field}
          label="User id"
          description="It stands on the page of the user."
          value={userId}
          onChange={(event) => {
            setUserId(event.currentTarget.value);
            reset();
          }}
          error={
            error && (hasDomainCode(error, 'NOT_FOUND') ? 'Nobody has this id.' : sentenceOfError(error))
          }
          maxLength={100}
        />
        <Button type="submit" variant="default" loading={isPending} disabled={!userId.trim()}>
          Audit
        </Button>
      </form>
      {data && variables && <Result result={data} />}
    </Panel>
  );
}

function Result({ result }: { result: RouterOutputs['auditor']['run'] }) {
  const entries = `${formatNumber(result.entriesAudited)} ${result.entriesAudited === 1 ? 'entry' : 'entries'}`;
  if (result.deviations.length === 0) {
    return (
      <p className={classes.result} role="status">
        No deviation: all laws hold over {entries}.
      </p>
    );
  }
  return (
    <div className={`${classes.result} ${classes.table}`} role="status">
      <DataTable caption="Deviations of this user">
        <DeviationHead withTimes={false} />
        <tbody>
          {result.deviations.map((deviation) => (
            <DeviationRow key={`${deviation.law} ${deviation.rule}`} deviation={deviation} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
