import { adminProcedure, router } from '../trpc.ts';
import { SystemState } from './schema.ts';
import { getSystemState } from './service.ts';

/** Beside what jobs, auditor, webhooks, mail and storage tell of themselves. */
export const systemRouter = router({
  /** Admins: how the database and this process are doing. */
  state: adminProcedure.output(SystemState).query(({ ctx }) => getSystemState(ctx)),
});
