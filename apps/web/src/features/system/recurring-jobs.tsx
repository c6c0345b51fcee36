import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatDuration, formatEvery, jobName } from './job-words.ts';
import classes from './system.module.css';
import { useRetryJob } from './use-job-changes.ts';

type Recurring = RouterOutputs['jobs']['state']['recurring'][number];

export function RecurringJobs({ jobs }: { jobs: Recurring[] }) {
  return (
    <Panel title="Recurring">
      <div className={classes.table}>
        <DataTable caption="Recurring jobs">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Every</th>
              <th scope="col">Last success</th>
              <th scope="col" className={tableClasses.number}>
                Took
              </th>
              <th scope="col">Next</th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="visually-hidden">Action</span>
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
  const { retry, isPending } = useRetryJob(`${jobName(job.kind)} runs next.`);
  return (
    <tr>
      <th scope="row">{jobName(job.kind)}</th>
      <td>{formatEvery(job.everySeconds)}</td>
      <td>{job.doneAt ? <TimeText instant={job.doneAt} mode="relative" /> : 'Not yet'}</td>
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
          aria-label={`Run now: ${jobName(job.kind)}`}
          onClick={() => retry({ id: job.id })}
          loading={isPending}
          disabled={job.isRunning}
        >
          Run now
        </Button>
      </td>
    </tr>
  );
}

function NextTurn({ at }: { at: string }) {
  const isSoon = new Date(at).getTime() - useNow().getTime() < 60_000;
  return isSoon ? 'Within a minute' : <TimeText instant={at} mode="relative" />;
}

function RecurringState({ job }: { job: Recurring }) {
  if (job.isRunning) return 'Running';
  if (job.failures === 0) return <span className={classes.muted}>Waiting</span>;
  return (
    <div className={`${classes.bad} ${classes.long}`} title={job.lastError ?? ''}>
      Failed {job.failures === 1 ? 'once' : `${job.failures} times`}: {job.lastError}
    </div>
  );
}
