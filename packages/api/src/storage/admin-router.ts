import { z } from 'zod';
import { adminProcedure, router } from '../trpc.ts';
import { deleteAnyFile, getAnyFileLink, getStorageState, listAllFiles } from './admin-files.ts';
import {
  AdminFilePage,
  AdminFileRef,
  ListObjectsInput,
  MoveInput,
  RunRef,
  StorageRun,
  StorageState,
} from './admin-schema.ts';
import { listStorageRuns, repairFindings, startMove, startReconciliation } from './runs.ts';
import { FileLink } from './schema.ts';

const Started = z.object({ id: z.string() });

export const storageRouter = router({
  /** Admins: what every store holds. */
  state: adminProcedure.output(StorageState).query(({ ctx }) => getStorageState(ctx)),

  /** Admins: everybody's files. */
  list: adminProcedure
    .input(ListObjectsInput)
    .output(AdminFilePage)
    .query(({ ctx, input }) => listAllFiles(ctx, input)),

  /** Admins: an address of anybody's file that works for some minutes. */
  link: adminProcedure
    .input(AdminFileRef)
    .output(FileLink)
    .query(({ ctx, input }) => getAnyFileLink(ctx, input)),

  /** Admins: delete anybody's file. */
  delete: adminProcedure.input(AdminFileRef).mutation(({ ctx, input }) => deleteAnyFile(ctx, input)),

  /** Admins: the newest comparisons and moves. */
  runs: adminProcedure.output(z.array(StorageRun)).query(({ ctx }) => listStorageRuns(ctx)),

  /** Admins: compare the stores with the rows. */
  reconcile: adminProcedure.output(Started).mutation(({ ctx }) => startReconciliation(ctx)),

  /** Admins: remove what a comparison found. */
  repair: adminProcedure
    .input(RunRef)
    .output(z.object({ changed: z.int() }))
    .mutation(({ ctx, input }) => repairFindings(ctx, input)),

  /** Admins: move every file of one store to another. */
  move: adminProcedure
    .input(MoveInput)
    .output(Started)
    .mutation(({ ctx, input }) => startMove(ctx, input)),
});
