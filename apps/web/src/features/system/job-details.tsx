import type { RouterOutputs } from '@scrip/api';
import { Fragment } from 'react';
import { CodeBlock } from '../../components/code-block.tsx';
import { IdText } from '../../components/id-text.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
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
        <dt>{t('State')}</dt>
        <dd>
          <JobState state={job.state} />
        </dd>
        <dt>{t('Attempts')}</dt>
        <dd>{attemptsOf(job)}</dd>
        {times.map(
          ([label, instant]) =>
            instant && (
              <Fragment key={label}>
                <dt>{t(label)}</dt>
                <dd>
                  <TimeText instant={instant} />
                </dd>
              </Fragment>
            ),
        )}
        {job.lastDurationMs !== null && (
          <>
            <dt>{t('Took')}</dt>
            <dd>{formatDuration(job.lastDurationMs)}</dd>
          </>
        )}
        <dt>{t('Job id')}</dt>
        <dd>
          <IdText value={job.id} label={t('job id')} />
        </dd>
        {job.key !== null && (
          <>
            <dt>{t('Key')}</dt>
            <dd>
              <IdText value={job.key} label={t('key')} />
            </dd>
          </>
        )}
      </dl>
      {job.lastError !== null && <CodeBlock title={t('Last error')} text={job.lastError} />}
      <CodeBlock title={t('Payload')} text={JSON.stringify(job.payload, null, 2)} />
    </>
  );
}
