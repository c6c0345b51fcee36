import type { Database } from '@scrip/database';
import { recordingLogger } from '@scrip/testing';
import { localMailer } from '../../mail/test-support.ts';
import type { AnyJobKind } from '../job-kind.ts';
import { JobRunner, type JobRunnerOptions } from '../job-runner.ts';

/** Runs what is due of these kinds, as a process would. */
export async function runJobs(
  db: Database,
  kinds: readonly AnyJobKind[],
  options: Pick<
    Partial<JobRunnerOptions>,
    | 'now'
    | 'mailer'
    | 'clerkBilling'
    | 'clerkInvitations'
    | 'clerkSessions'
    | 'clerkPlans'
    | 'adminEmails'
    | 'storage'
  > = {},
): Promise<void> {
  await new JobRunner({ db, logger: recordingLogger(), mailer: localMailer(), kinds, ...options }).runDue();
}
