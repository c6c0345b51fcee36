import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { adminProcedure, router } from '../trpc.ts';
import { AuditItem, AuditPage, ListAuditInput } from './schema.ts';
import { getAudit, listAudit, listAuditActions } from './service.ts';

/** What admins changed, for admins. */
export const auditRouter = router({
  list: adminProcedure
    .input(ListAuditInput)
    .output(AuditPage)
    .query(({ ctx, input }) => listAudit(ctx, input)),

  get: adminProcedure
    .input(z.strictObject({ id: RowId }))
    .output(AuditItem)
    .query(({ ctx, input }) => getAudit(ctx, input.id)),

  actions: adminProcedure.output(z.array(z.string())).query(({ ctx }) => listAuditActions(ctx)),
});
