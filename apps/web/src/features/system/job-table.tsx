import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { JobState } from './job-state.tsx';
import { jobName } from './job-words.ts';
import classes from './system.module.css';

type Job = RouterOutputs['jobs']['list']['items'][number];

export function JobTable({ jobs }: { jobs: Job[] }) {
  return (
    <DataTable caption={t('Jobs, newest first')}>
      <thead>
        <tr>
          <th scope="col">{t('Created')}</th>
          <th scope="col">{t('Job')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Attempts')}
          </th>
          <th scope="col">{t('Next or last run')}</th>
          <th scope="col">{t('Error')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id} className={tableClasses.linkRow}>
            <th scope="row">
              <Link
                to="/admin/system/jobs"
                search={(previous) => ({ ...previous, job: job.id })}
                resetScroll={false}
                className={tableClasses.rowLink}
                data-row-link
              >
                <TimeText instant={job.createdAt} />
              </Link>
            </th>
            <td>{jobName(job.kind)}</td>
            <td>
              <JobState state={job.state} />
            </td>
            <td className={tableClasses.number}>{attemptsOf(job)}</td>
            <td>
              <JobTime job={job} />
            </td>
            <td>
              <div className={classes.long}>{job.lastError}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function JobTime({ job }: { job: Job }) {
  const waits = job.state === 'waiting' || job.state === 'failing';
  const instant = waits ? job.dueAt : (job.deadAt ?? job.doneAt ?? job.startedAt);
  return instant && <TimeText instant={instant} mode="relative" />;
}

export function attemptsOf({ attempts, maxAttempts }: Job): string {
  return maxAttempts === null
    ? `${attempts}`
    : t('{used} of {limit}', { used: attempts, limit: maxAttempts });
}
