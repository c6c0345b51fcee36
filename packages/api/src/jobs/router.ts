import { adminProcedure, router } from '../trpc.ts';
import { JobListItem, JobPage, JobRef, JobsState, ListJobsInput } from './schema.ts';
import { deleteJob, getJob, getJobsState, retryJob, searchJobs } from './service.ts';

export const jobsRouter = router({
  /** Admins: how many jobs wait, run, fail and are dead, and the recurring ones. */
  state: adminProcedure.output(JobsState).query(({ ctx }) => getJobsState(ctx)),

  /** Admins: jobs, newest first. */
  list: adminProcedure
    .input(ListJobsInput)
    .output(JobPage)
    .query(({ ctx, input }) => searchJobs(ctx, input)),

  /** Admins: one job. */
  get: adminProcedure
    .input(JobRef)
    .output(JobListItem)
    .query(({ ctx, input }) => getJob(ctx, input)),

  /** Admins: run a job now, whatever it waits for. */
  retry: adminProcedure.input(JobRef).mutation(({ ctx, input }) => retryJob(ctx, input)),

  /** Admins: delete a dead job. */
  delete: adminProcedure.input(JobRef).mutation(({ ctx, input }) => deleteJob(ctx, input)),
});
