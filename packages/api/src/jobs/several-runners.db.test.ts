import { describe, expect, test } from 'vitest';
import { start, useJobStage } from './test-support/stage.ts';

const stage = useJobStage();

describe('several runners', () => {
  test('share the jobs, each job runs once', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `job ${n}`);
    for (const name of names) await stage.add(name);
    const runners = Array.from({ length: 4 }, () => stage.openRunner({ concurrency: 3 }).runner);
    await Promise.all(runners.map((runner) => runner.runDue()));
    expect(stage.ran.sort()).toEqual(names.sort());
  });

  test('a job whose process died goes to another one when its lease has passed', async () => {
    await stage.add('orphan');
    stage.work = () => new Promise(() => undefined);
    const dead = stage.openRunner({ patienceMs: 0 }).runner;
    void dead.runDue();
    await expect.poll(() => stage.ran).toEqual(['orphan']);
    stage.work = async () => undefined;
    const { runner } = stage.openRunner();
    stage.pass(29);
    await runner.runDue();
    expect(stage.ran).toHaveLength(1);
    stage.pass(1);
    await runner.runDue();
    expect(stage.ran).toHaveLength(2);
    expect(await stage.jobs().count()).toBe(0);
  });

  test('who comes back after its lease has passed to another does not speak for the job', async () => {
    await stage.add('slow');
    const finishes = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    stage.work = () => finishes[stage.ran.length - 1]?.promise ?? Promise.resolve();
    const first = stage.openRunner().runner.runDue();
    await expect.poll(() => stage.ran).toHaveLength(1);
    stage.pass(30);
    const second = stage.openRunner().runner.runDue();
    await expect.poll(() => stage.ran).toHaveLength(2);
    finishes[0]?.reject(new Error('too late'));
    await first;
    expect(await stage.jobs().findFirst()).toMatchObject({ attempts: 2, lastError: null });
    finishes[1]?.resolve();
    await second;
    expect(await stage.jobs().count()).toBe(0);
  });

  test('a job that kills its process every time is buried after its last attempt', async () => {
    await stage.add('killer');
    await stage.jobs().updateMany({ data: { attempts: 3, runnerId: 'gone', dueAt: start } });
    await stage.openRunner().runner.runDue();
    expect(stage.ran).toEqual([]);
    expect(await stage.jobs().findFirst()).toMatchObject({
      deadAt: start,
      lastError: expect.stringContaining('ended'),
    });
  });
});
