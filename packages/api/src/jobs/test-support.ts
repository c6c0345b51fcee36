import type { Database } from '@scrip/database';
import { recordingLogger } from '@scrip/testing';
import type { AnyJobKind } from './job-kind.ts';
import { JobRunner } from './job-runner.ts';

/** Runs what is due of these kinds, as a process would. */
export async function runJobs(
  db: Database,
  kinds: readonly AnyJobKind[],
  now: () => Date = () => new Date(),
): Promise<void> {
  await new JobRunner({ db, logger: recordingLogger(), kinds, now }).runDue();
}
