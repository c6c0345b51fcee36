import { withTransaction } from '@scrip/database';
import { recordingLogger, systemContext, useTestDatabase } from '@scrip/testing';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { localMailer } from '../mail/test-support.ts';
import { enqueue } from './enqueue.ts';
import { defineJob, defineRecurringJob, HopelessJobError, type JobContext } from './job-kind.ts';
import { JobRunner, type JobRunnerOptions } from './job-runner.ts';

const database = useTestDatabase();
const start = new Date('2026-11-23T12:00:00Z');
let now: Date;
let ran: string[];
let work: (name: string, ctx: JobContext) => Promise<void>;

beforeEach(async () => {
  now = start;
  ran = [];
  work = async () => undefined;
  await database.db.job.deleteMany();
});

const run = async (ctx: JobContext, name: string) => {
  ran.push(name);
  await work(name, ctx);
};
const note = defineJob({
  name: 'test.note',
  payload: z.strictObject({ name: z.string() }),
  maxAttempts: 3,
  run: (ctx, { name }) => run(ctx, name),
});
const keptNote = defineJob({
  ...note,
  name: 'test.keptNote',
  maxAttempts: 3,
  keepDoneDays: 7,
  run: (ctx, { name }) => run(ctx, name),
});
const sweep = defineRecurringJob({ name: 'test.sweep', everySeconds: 10, run: (ctx) => run(ctx, 'sweep') });

const ctx = () => systemContext(database.db, () => now);
const add = (name: string, options?: Parameters<typeof enqueue>[3]) =>
  enqueue(ctx(), note, { name }, options);
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

function openRunner(options: Partial<JobRunnerOptions> = {}) {
  const logger = recordingLogger();
  const mailer = localMailer();
  const runner = new JobRunner({
    db: database.db,
    logger,
    mailer,
    kinds: [note, keptNote],
    now: () => now,
    ...options,
  });
  onTestFinished(() => runner.stop());
  return { runner, logger };
}

describe('enqueue', () => {
  test('a job exists exactly if the transaction of its cause commits', async () => {
    const undone = withTransaction(database.db, async (tx) => {
      await enqueue({ ...ctx(), db: tx }, note, { name: 'undone' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await withTransaction(database.db, (tx) => enqueue({ ...ctx(), db: tx }, note, { name: 'done' }));
    await openRunner().runner.runDue();
    expect(ran).toEqual(['done']);
  });

  test('a payload that is not of the kind is refused', async () => {
    // What a caller without types could send.
    const wrong = { name: 5 } as unknown as { name: string };
    await expect(enqueue(ctx(), note, wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('of many that race for a key one is written', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, (_, n) => add(`${n}`, { key: 'one' })));
    expect(added.filter(Boolean)).toHaveLength(1);
    await openRunner().runner.runDue();
    expect(ran).toHaveLength(1);
    expect(await add('again', { key: 'one' })).toBe(true);
  });

  test('the key of a kept kind stays taken after the job is done', async () => {
    const addKept = () => enqueue(ctx(), keptNote, { name: 'kept' }, { key: 'kept' });
    expect(await addKept()).toBe(true);
    await openRunner().runner.runDue();
    expect(await addKept()).toBe(false);
    await openRunner().runner.runDue();
    expect(ran).toEqual(['kept']);
    expect(await database.db.job.findMany()).toMatchObject([{ doneAt: now, dueAt: null, runnerId: null }]);
  });

  test('a dead job makes room for another one under its key', async () => {
    work = async () => {
      throw new HopelessJobError('no');
    };
    await add('first', { key: 'one' });
    await openRunner().runner.runDue();
    const added = await Promise.all([add('second', { key: 'one' }), add('third', { key: 'one' })]);
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await database.db.job.findMany()).toMatchObject([{ key: 'one', deadAt: null, attempts: 0 }]);
  });
});

describe('a runner', () => {
  test('runs what is due, the longest due first, and leaves the rest', async () => {
    await add('later', { runAt: new Date('2026-11-23T12:00:10Z') });
    await add('second');
    await add('first', { runAt: new Date('2026-11-23T11:00:00Z') });
    const { runner } = openRunner({ concurrency: 1 });
    await runner.runDue();
    expect(ran).toEqual(['first', 'second']);
    pass(10);
    await runner.runDue();
    expect(ran).toEqual(['first', 'second', 'later']);
    expect(await database.db.job.count()).toBe(0);
  });

  test('leaves kinds that it does not know to others', async () => {
    await add('unknown');
    await openRunner({ kinds: [keptNote] }).runner.runDue();
    expect(ran).toEqual([]);
    await openRunner().runner.runDue();
    expect(ran).toEqual(['unknown']);
  });

  test('tries a failing job again after growing waits, and buries it after its last attempt', async () => {
    work = async () => {
      throw new Error('no luck');
    };
    await add('bad');
    const { runner, logger } = openRunner();
    for (const [wait, attempts] of [
      [0, 1],
      [4, 1],
      [1, 2],
      [9, 2],
      [1, 3],
      [100_000, 3],
    ] as const) {
      pass(wait);
      await runner.runDue();
      expect(ran).toHaveLength(attempts);
    }
    const [job] = await database.db.job.findMany();
    expect(job).toMatchObject({ lastError: 'no luck', attempts: 3, dueAt: null, runnerId: null });
    expect(job?.deadAt).toEqual(new Date('2026-11-23T12:00:15Z'));
    expect(logger.records.map(({ level }) => level)).toEqual(['warn', 'warn', 'error']);
  });

  test('buries a hopeless job at its first attempt', async () => {
    work = async () => {
      throw new HopelessJobError('nobody there');
    };
    await add('hopeless');
    await openRunner().runner.runDue();
    expect(await database.db.job.findFirst()).toMatchObject({
      deadAt: start,
      attempts: 1,
      lastError: 'nobody there',
    });
  });

  test('stops after what it runs has finished, and takes nothing more', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    work = () => {
      begun.resolve();
      return finish.promise;
    };
    await add('long');
    const { runner } = openRunner({ concurrency: 1, pollMs: 5 });
    runner.start();
    await begun.promise;
    await add('next');
    const stopped = runner.stop().then(() => ran.push('stopped'));
    finish.resolve();
    await stopped;
    expect(ran).toEqual(['long', 'stopped']);
    expect(await database.db.job.findMany()).toMatchObject([{ payload: { name: 'next' }, attempts: 0 }]);
  });

  test('tells a job that outlasts its patience to abort, and the job is tried again', async () => {
    const begun = Promise.withResolvers<void>();
    work = (_, { signal }) => {
      begun.resolve();
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Error('stopped'))));
    };
    await add('endless');
    const { runner } = openRunner({ patienceMs: 10, pollMs: 5 });
    runner.start();
    await begun.promise;
    await runner.stop();
    expect(await database.db.job.findFirst()).toMatchObject({
      lastError: 'stopped',
      runnerId: null,
      deadAt: null,
    });
  });
});

describe('several runners', () => {
  test('share the jobs, each job runs once', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `job ${n}`);
    for (const name of names) await add(name);
    const runners = Array.from({ length: 4 }, () => openRunner({ concurrency: 3 }).runner);
    await Promise.all(runners.map((runner) => runner.runDue()));
    expect(ran.sort()).toEqual(names.sort());
  });

  test('a job whose process died goes to another one when its lease has passed', async () => {
    await add('orphan');
    work = () => new Promise(() => undefined);
    const dead = openRunner({ patienceMs: 0 }).runner;
    void dead.runDue();
    await expect.poll(() => ran).toEqual(['orphan']);
    work = async () => undefined;
    const { runner } = openRunner();
    pass(29);
    await runner.runDue();
    expect(ran).toHaveLength(1);
    pass(1);
    await runner.runDue();
    expect(ran).toHaveLength(2);
    expect(await database.db.job.count()).toBe(0);
  });

  test('who comes back after its lease has passed to another does not speak for the job', async () => {
    await add('slow');
    const finishes = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    work = () => finishes[ran.length - 1]?.promise ?? Promise.resolve();
    const first = openRunner().runner.runDue();
    await expect.poll(() => ran).toHaveLength(1);
    pass(30);
    const second = openRunner().runner.runDue();
    await expect.poll(() => ran).toHaveLength(2);
    finishes[0]?.reject(new Error('too late'));
    await first;
    expect(await database.db.job.findFirst()).toMatchObject({ attempts: 2, lastError: null });
    finishes[1]?.resolve();
    await second;
    expect(await database.db.job.count()).toBe(0);
  });

  test('a job that kills its process every time is buried after its last attempt', async () => {
    await add('killer');
    await database.db.job.updateMany({ data: { attempts: 3, runnerId: 'gone', dueAt: start } });
    await openRunner().runner.runDue();
    expect(ran).toEqual([]);
    expect(await database.db.job.findFirst()).toMatchObject({
      deadAt: start,
      lastError: expect.stringContaining('ended'),
    });
  });
});

describe('a recurring job', () => {
  const open = () => openRunner({ kinds: [sweep] }).runner;

  test('runs once per turn, however many processes plan it', async () => {
    const runners = [open(), open(), open()];
    for (const seconds of [0, 9, 1, 1, 9]) {
      pass(seconds);
      await Promise.all(runners.map((runner) => runner.runDue()));
    }
    expect(ran).toHaveLength(3);
    expect(await database.db.job.findMany()).toMatchObject([
      { key: 'recurring:test.sweep', doneAt: now, dueAt: new Date('2026-11-23T12:00:30Z'), attempts: 0 },
    ]);
  });

  test('leaves out the turns that come while it runs', async () => {
    const finish = Promise.withResolvers<void>();
    work = () => finish.promise;
    const running = open().runDue();
    await expect.poll(() => ran).toHaveLength(1);
    pass(25);
    await open().runDue();
    finish.resolve();
    await running;
    expect(ran).toHaveLength(1);
    expect(await database.db.job.findFirst()).toMatchObject({ dueAt: new Date('2026-11-23T12:00:30Z') });
  });

  test('that fails is tried again for ever, and its error stays until it succeeds', async () => {
    work = async () => {
      throw new Error('not now');
    };
    const runner = open();
    for (let turn = 1; turn <= 30; turn += 1) {
      await runner.runDue();
      pass(10);
    }
    expect(ran).toHaveLength(30);
    expect(await database.db.job.findFirst()).toMatchObject({
      deadAt: null,
      attempts: 30,
      lastError: 'not now',
    });
    work = async () => undefined;
    await runner.runDue();
    expect(await database.db.job.findFirst()).toMatchObject({ attempts: 0, lastError: null });
  });

  test('takes a changed interval over', async () => {
    await open().runDue();
    const faster = defineRecurringJob({ name: 'test.sweep', everySeconds: 2, run: (c) => run(c, 'faster') });
    await openRunner({ kinds: [faster] }).runner.runDue();
    expect(ran).toEqual(['sweep', 'faster']);
    expect(await database.db.job.findFirst()).toMatchObject({
      everySeconds: 2,
      dueAt: new Date('2026-11-23T12:00:02Z'),
    });
  });
});
