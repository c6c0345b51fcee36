import { adminProcedure, router } from '../trpc.ts';
import { AuditorState, RunAuditorInput, RunAuditorResult } from './schema.ts';
import { getAuditorState, runAuditor, runAuditorOnAll } from './service.ts';

export const auditorRouter = router({
  /** Admins: how far the background auditor is, and what it found. */
  state: adminProcedure.output(AuditorState).query(({ ctx }) => getAuditorState(ctx)),

  /** Admins: audit one user now. */
  run: adminProcedure
    .input(RunAuditorInput)
    .output(RunAuditorResult)
    .mutation(({ ctx, input }) => runAuditor(ctx, input)),

  /** Admins: audit everybody now, in the background. */
  runAll: adminProcedure.mutation(({ ctx }) => runAuditorOnAll(ctx)),
});
