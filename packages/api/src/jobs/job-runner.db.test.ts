import { describe, expect, test } from 'vitest';
import { HopelessJobError } from './job-kind.ts';
import { start, useJobStage } from './test-support/stage.ts';

const stage = useJobStage();

describe('a runner', () => {
  test('runs what is due, the longest due first, and leaves the rest', async () => {
    await stage.add('later', { runAt: new Date('2026-11-23T12:00:10Z') });
    await stage.add('second');
    await stage.add('first', { runAt: new Date('2026-11-23T11:00:00Z') });
    const { runner } = stage.openRunner({ concurrency: 1 });
    await runner.runDue();
    expect(stage.ran).toEqual(['first', 'second']);
    stage.pass(10);
    await runner.runDue();
    expect(stage.ran).toEqual(['first', 'second', 'later']);
    expect(await stage.jobs().count()).toBe(0);
  });

  test('leaves kinds that it does not know to others', async () => {
    await stage.add('unknown');
    await stage.openRunner({ kinds: [stage.keptNote] }).runner.runDue();
    expect(stage.ran).toEqual([]);
    await stage.openRunner().runner.runDue();
    expect(stage.ran).toEqual(['unknown']);
  });

  test('tries a failing job again after growing waits, and buries it after its last attempt', async () => {
    stage.work = async () => {
      throw new Error('no luck');
    };
    await stage.add('bad');
    const { runner, logger } = stage.openRunner();
    for (const [wait, attempts] of [
      [0, 1],
      [4, 1],
      [1, 2],
      [9, 2],
      [1, 3],
      [100_000, 3],
    ] as const) {
      stage.pass(wait);
      await runner.runDue();
      expect(stage.ran).toHaveLength(attempts);
    }
    const [job] = await stage.jobs().findMany();
    expect(job).toMatchObject({ lastError: 'no luck', attempts: 3, dueAt: null, runnerId: null });
    expect(job?.deadAt).toEqual(new Date('2026-11-23T12:00:15Z'));
    expect(logger.records.map(({ level }) => level)).toEqual(['warn', 'warn', 'error']);
  });

  test('buries a hopeless job at its first attempt', async () => {
    stage.work = async () => {
      throw new HopelessJobError('nobody there');
    };
    await stage.add('hopeless');
    await stage.openRunner().runner.runDue();
    expect(await stage.jobs().findFirst()).toMatchObject({
      deadAt: start,
      attempts: 1,
      lastError: 'nobody there',
    });
  });

  test('stops after what it runs has finished, and takes nothing more', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    stage.work = () => {
      begun.resolve();
      return finish.promise;
    };
    await stage.add('long');
    const { runner } = stage.openRunner({ concurrency: 1, pollMs: 5 });
    runner.start();
    await begun.promise;
    await stage.add('next');
    const stopped = runner.stop().then(() => stage.ran.push('stopped'));
    finish.resolve();
    await stopped;
    expect(stage.ran).toEqual(['long', 'stopped']);
    expect(await stage.jobs().findMany()).toMatchObject([{ payload: { name: 'next' }, attempts: 0 }]);
  });

  test('tells a job that outlasts its patience to abort, and the job is tried again', async () => {
    const begun = Promise.withResolvers<void>();
    stage.work = (_, { signal }) => {
      begun.resolve();
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Error('stopped'))));
    };
    await stage.add('endless');
    const { runner } = stage.openRunner({ patienceMs: 10, pollMs: 5 });
    runner.start();
    await begun.promise;
    await runner.stop();
    expect(await stage.jobs().findFirst()).toMatchObject({
      lastError: 'stopped',
      runnerId: null,
      deadAt: null,
    });
  });
});
