import { recordingLogger, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeEach, onTestFinished } from 'vitest';
import { z } from 'zod';
import { localMailer } from '../../mail/test-support.ts';
import { enqueue } from '../enqueue.ts';
import { defineJob, defineRecurringJob, type JobContext } from '../job-kind.ts';
import { JobRunner, type JobRunnerOptions } from '../job-runner.ts';

export const start = new Date('2026-11-23T12:00:00Z');

/** A database of its own, a clock that the test moves, and kinds of jobs that tell `ran` and do `work`. */
export function useJobStage() {
  const database = useTestDatabase();
  const payload = z.strictObject({ name: z.string() });
  const run = async (ctx: JobContext, name: string) => {
    stage.ran.push(name);
    await stage.work(name, ctx);
  };
  const note = defineJob({
    name: 'test.note',
    payload,
    maxAttempts: 3,
    run: (ctx, { name }) => run(ctx, name),
  });
  const keptNote = defineJob({
    name: 'test.keptNote',
    payload,
    keepDoneDays: 7,
    run: (ctx, { name }) => run(ctx, name),
  });
  const sweep = (everySeconds: number) =>
    defineRecurringJob({ name: 'test.sweep', everySeconds, run: (ctx) => run(ctx, 'sweep') });
  const stage = {
    now: start,
    ran: [] as string[],
    work: async (_name: string, _ctx: JobContext): Promise<void> => undefined,
    note,
    keptNote,
    sweep,
    jobs: () => database.db.job,
    db: () => database.db,
    ctx: () => systemContext(database.db, () => stage.now),
    add: (name: string, options?: Parameters<typeof enqueue>[3]) =>
      enqueue(stage.ctx(), note, { name }, options),
    pass(seconds: number) {
      stage.now = new Date(stage.now.getTime() + seconds * 1000);
    },
    openRunner(options: Partial<JobRunnerOptions> = {}) {
      const logger = recordingLogger();
      const kinds = [note, keptNote];
      const common = { db: database.db, logger, mailer: localMailer(), kinds, now: () => stage.now };
      const runner = new JobRunner({ ...common, ...options });
      onTestFinished(() => runner.stop());
      return { runner, logger };
    },
  };
  beforeEach(async () => {
    stage.now = start;
    stage.ran = [];
    stage.work = async () => undefined;
    await database.db.job.deleteMany();
  });
  return stage;
}
