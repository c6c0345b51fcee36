import type { RouterOutputs } from '@scrip/api';
import { Fragment } from 'react';
import { CodeBlock } from '../../components/code-block.tsx';
import { IdText } from '../../components/id-text.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { JobState } from './job-state.tsx';
import { attemptsOf } from './job-table.tsx';
import { formatDuration, jobName } from './job-words.ts';
import classes from './system.module.css';

type Job = RouterOutputs['jobs']['get'];

export function JobDetails({ job }: { job: Job }) {
  const times = [
    ['Created', job.createdAt],
    ['Due', job.state === 'running' ? null : job.dueAt],
    ['Last begun', job.startedAt],
    ['Done', job.doneAt],
    ['Given up', job.deadAt],
  ] as const;
  return (
    <>
      <h2 className={classes.subject}>{jobName(job.kind)}</h2>
      <dl className={classes.facts}>
        <dt>State</dt>
        <dd>
          <JobState state={job.state} />
        </dd>
        <dt>Attempts</dt>
        <dd>{attemptsOf(job)}</dd>
        {times.map(
          ([label, instant]) =>
            instant && (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>
                  <TimeText instant={instant} />
                </dd>
              </Fragment>
            ),
        )}
        {job.lastDurationMs !== null && (
          <>
            <dt>Took</dt>
            <dd>{formatDuration(job.lastDurationMs)}</dd>
          </>
        )}
        <dt>Job id</dt>
        <dd>
          <IdText value={job.id} label="job id" />
        </dd>
        {job.key !== null && (
          <>
            <dt>Key</dt>
            <dd>
              <IdText value={job.key} label="key" />
            </dd>
          </>
        )}
      </dl>
      {job.lastError !== null && <CodeBlock title="Last error" text={job.lastError} />}
      <CodeBlock title="Payload" text={JSON.stringify(job.payload, null, 2)} />
    </>
  );
}
