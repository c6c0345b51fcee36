import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { useNow } from '../../components/use-now.ts';
import { plural, t } from '../../i18n/t.ts';
import { formatDuration, formatEvery, jobName } from './job-words.ts';
import classes from './system.module.css';
import { useRetryJob } from './use-job-changes.ts';

type Recurring = RouterOutputs['jobs']['state']['recurring'][number];

export function RecurringJobs({ jobs }: { jobs: Recurring[] }) {
  return (
    <Panel title={t('Recurring')}>
      <div className={classes.table}>
        <DataTable caption={t('Recurring jobs')}>
          <thead>
            <tr>
              <th scope="col">{t('Job')}</th>
              <th scope="col">{t('Every')}</th>
              <th scope="col">{t('Last success')}</th>
              <th scope="col" className={tableClasses.number}>
                {t('Took')}
              </th>
              <th scope="col">{t('Next')}</th>
              <th scope="col">{t('State')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('Action')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <RecurringRow key={job.id} job={job} />
            ))}
          </tbody>
        </DataTable>
      </div>
    </Panel>
  );
}

function RecurringRow({ job }: { job: Recurring }) {
  const { retry, isPending } = useRetryJob(t('{name} runs next.', { name: jobName(job.kind) }));
  return (
    <tr>
      <th scope="row">{jobName(job.kind)}</th>
      <td>{formatEvery(job.everySeconds)}</td>
      <td>{job.doneAt ? <TimeText instant={job.doneAt} mode="relative" /> : t('Not yet')}</td>
      <td className={tableClasses.number}>
        {job.lastDurationMs === null ? '' : formatDuration(job.lastDurationMs)}
      </td>
      <td>{job.nextRunAt && <NextTurn at={job.nextRunAt} />}</td>
      <td>
        <RecurringState job={job} />
      </td>
      <td className={tableClasses.number}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t('Run now: {name}', { name: jobName(job.kind) })}
          onClick={() => retry({ id: job.id })}
          loading={isPending}
          disabled={job.isRunning}
        >
          {t('Run now')}
        </Button>
      </td>
    </tr>
  );
}

function NextTurn({ at }: { at: string }) {
  const isSoon = new Date(at).getTime() - useNow().getTime() < 60_000;
  return isSoon ? t('Within a minute') : <TimeText instant={at} mode="relative" />;
}

function RecurringState({ job }: { job: Recurring }) {
  if (job.isRunning) return t('Running');
  if (job.failures === 0) return <span className={classes.muted}>{t('Waiting')}</span>;
  return (
    <div className={`${classes.bad} ${classes.long}`} title={job.lastError ?? ''}>
      {plural(job.failures, 'Failed once', 'Failed {count} times')}: {job.lastError}
    </div>
  );
}
