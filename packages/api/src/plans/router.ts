import { z } from 'zod';
import { adminProcedure, publicProcedure, router } from '../trpc.ts';
import { archivePlan, unarchivePlan } from './archive-plan.ts';
import { createPlan } from './create-plan.ts';
import { deletePlan } from './delete-plan.ts';
import { applyImport, previewImport } from './import-plans.ts';
import { ApplyImportInput, ImportPreview, ImportResult, PreviewImportInput } from './import-schema.ts';
import { reorderPlans } from './reorder-plans.ts';
import {
  CreatePlanInput,
  Plan,
  PlanListItem,
  PlanWithReason,
  PublicPlan,
  ReorderPlansInput,
  UpdatePlanInput,
} from './schema.ts';
import { listPlans, listPublicPlans } from './service.ts';
import { updatePlan } from './update-plan.ts';

export const plansRouter = router({
  /** Everybody: what is on offer. */
  list: publicProcedure.output(z.array(PublicPlan)).query(({ ctx }) => listPublicPlans(ctx)),

  /** Admins: all plans, archived ones too. */
  listAll: adminProcedure.output(z.array(PlanListItem)).query(({ ctx }) => listPlans(ctx)),

  create: adminProcedure
    .input(CreatePlanInput)
    .output(Plan)
    .mutation(({ ctx, input }) => createPlan(ctx, input)),

  update: adminProcedure
    .input(UpdatePlanInput)
    .output(Plan)
    .mutation(({ ctx, input }) => updatePlan(ctx, input)),

  /** Admins: all plans in another order. */
  reorder: adminProcedure.input(ReorderPlansInput).mutation(({ ctx, input }) => reorderPlans(ctx, input)),

  archive: adminProcedure
    .input(PlanWithReason)
    .output(Plan)
    .mutation(({ ctx, input }) => archivePlan(ctx, input)),

  unarchive: adminProcedure
    .input(PlanWithReason)
    .output(Plan)
    .mutation(({ ctx, input }) => unarchivePlan(ctx, input)),

  delete: adminProcedure.input(PlanWithReason).mutation(({ ctx, input }) => deletePlan(ctx, input)),

  /** Admins: what an import from Clerk would do. A mutation only because its text is too long for an address. */
  previewImport: adminProcedure
    .input(PreviewImportInput)
    .output(ImportPreview)
    .mutation(({ ctx, input }) => previewImport(ctx, input)),

  applyImport: adminProcedure
    .input(ApplyImportInput)
    .output(ImportResult)
    .mutation(({ ctx, input }) => applyImport(ctx, input)),
});
