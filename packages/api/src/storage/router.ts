import { z } from 'zod';
import { router, userProcedure } from '../trpc.ts';
import { deleteFiles, deleteFilesForGood, restoreFiles } from './delete-files.ts';
import { finishDirectUpload, startDirectUpload } from './direct-upload.ts';
import { getFileLink, getStorageUse, listFiles } from './list-files.ts';
import {
  FileIds,
  FileLink,
  FileLinkInput,
  FilePage,
  ListFilesInput,
  StartedUpload,
  StartUploadInput,
  StorageUse,
  UploadedFile,
  UploadRef,
} from './schema.ts';

const Changed = z.object({ changed: z.int() });

/** Bytes go beside tRPC: `POST /api/files` takes them, the links of `link` give them. */
export const filesRouter = router({
  /** The caller's files. */
  list: userProcedure
    .input(ListFilesInput)
    .output(FilePage)
    .query(({ ctx, input }) => listFiles(ctx, input)),

  /** How much of the quota is used, and what may be stored. */
  usage: userProcedure.output(StorageUse).query(({ ctx }) => getStorageUse(ctx)),

  /** An address of one file that works for some minutes. */
  link: userProcedure
    .input(FileLinkInput)
    .output(FileLink)
    .query(({ ctx, input }) => getFileLink(ctx, input)),

  /** Deletes files; they can be restored for some days. */
  delete: userProcedure
    .input(FileIds)
    .output(Changed)
    .mutation(({ ctx, input }) => deleteFiles(ctx, input)),

  restore: userProcedure
    .input(FileIds)
    .output(Changed)
    .mutation(({ ctx, input }) => restoreFiles(ctx, input)),

  /** Gives deleted files up before their time, to make room. */
  deleteForGood: userProcedure
    .input(FileIds)
    .output(Changed)
    .mutation(({ ctx, input }) => deleteFilesForGood(ctx, input)),

  /** Where a browser may send a file without passing through this server. */
  startUpload: userProcedure
    .input(StartUploadInput)
    .output(StartedUpload)
    .mutation(({ ctx, input }) => startDirectUpload(ctx, input)),

  /** Looks at what the store has got, and makes it a file. */
  finishUpload: userProcedure
    .input(UploadRef)
    .output(UploadedFile)
    .mutation(({ ctx, input }) => finishDirectUpload(ctx, input)),
});
