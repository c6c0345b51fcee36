import { closeDatabase, createDatabase } from '@scrip/database';
import { recordingLogger, systemContext, useTestDatabase } from '@scrip/testing';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { localMailer } from '../mail/test-support.ts';
import { enqueue } from './enqueue.ts';
import { defineJob } from './job-kind.ts';
import { JobRunner } from './job-runner.ts';

const database = useTestDatabase();

/** Refuses every connection to the test database, and ends those that are open, until it is told otherwise. */
async function cutOff() {
  const url = new URL(database.connectionString);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const admin = createDatabase({ connectionString: url.href });
  onTestFinished(() => closeDatabase(admin));
  await admin.$executeRawUnsafe(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  await admin.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}`;
  return () => admin.$executeRawUnsafe(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
}

test('an outage while a job ends: the job is not repeated, and the runner goes on with the next', async () => {
  const ran: string[] = [];
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const note = defineJob({
    name: 'test.note',
    payload: z.strictObject({ name: z.string() }),
    async run(_, { name }) {
      ran.push(name);
      begun.resolve();
      await finish.promise;
    },
  });
  const logger = recordingLogger();
  const runner = new JobRunner({
    db: database.db,
    logger,
    mailer: localMailer(),
    kinds: [note],
    pollMs: 20,
  });
  onTestFinished(() => runner.stop());
  await enqueue(systemContext(database.db), note, { name: 'before' });
  runner.start();
  await begun.promise;

  const letIn = await cutOff();
  finish.resolve();
  await expect
    .poll(() => logger.records.map(({ message }) => message))
    .toContain('Looking for jobs failed; it goes on');
  await letIn();

  await expect.poll(() => database.db.job.count(), { timeout: 5_000 }).toBe(0);
  await enqueue(systemContext(database.db), note, { name: 'after' });
  await expect.poll(() => ran, { timeout: 5_000 }).toEqual(['before', 'after']);
});
