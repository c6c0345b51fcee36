import { Button, TextInput } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { type SubmitEvent, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { plural, t } from '../../i18n/t.ts';
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
    <Panel title={t('Audit one user')}>
      <form className={classes.tools} onSubmit={submit}>
        <TextInput
          className={classes.field}
          label={t('User id')}
          description={t('It stands on the page of the user.')}
          value={userId}
          onChange={(event) => {
            setUserId(event.currentTarget.value);
            reset();
          }}
          error={
            error && (hasDomainCode(error, 'NOT_FOUND') ? t('Nobody has this id.') : sentenceOfError(error))
          }
          maxLength={100}
        />
        <Button type="submit" variant="default" loading={isPending} disabled={!userId.trim()}>
          {t('Audit')}
        </Button>
      </form>
      {data && variables && <Result result={data} />}
    </Panel>
  );
}

function Result({ result }: { result: RouterOutputs['auditor']['run'] }) {
  if (result.deviations.length === 0) {
    return (
      <p className={classes.result} role="status">
        {plural(
          result.entriesAudited,
          'No deviation: all laws hold over {count} entry.',
          'No deviation: all laws hold over {count} entries.',
        )}
      </p>
    );
  }
  return (
    <div className={`${classes.result} ${classes.table}`} role="status">
      <DataTable caption={t('Deviations of this user')}>
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
