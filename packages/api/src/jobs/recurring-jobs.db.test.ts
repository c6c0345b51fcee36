import { describe, expect, test } from 'vitest';
import { useJobStage } from './test-support/stage.ts';

const stage = useJobStage();

describe('a recurring job', () => {
  const open = () => stage.openRunner({ kinds: [stage.sweep(10)] }).runner;

  test('runs once per turn, however many processes plan it', async () => {
    const runners = [open(), open(), open()];
    for (const seconds of [0, 9, 1, 1, 9]) {
      stage.pass(seconds);
      await Promise.all(runners.map((runner) => runner.runDue()));
    }
    expect(stage.ran).toHaveLength(3);
    expect(await stage.jobs().findMany()).toMatchObject([
      {
        key: 'recurring:test.sweep',
        doneAt: stage.now,
        dueAt: new Date('2026-11-23T12:00:30Z'),
        attempts: 0,
      },
    ]);
  });

  test('leaves out the turns that come while it runs', async () => {
    const finish = Promise.withResolvers<void>();
    stage.work = () => finish.promise;
    const running = open().runDue();
    await expect.poll(() => stage.ran).toHaveLength(1);
    stage.pass(25);
    await open().runDue();
    finish.resolve();
    await running;
    expect(stage.ran).toHaveLength(1);
    expect(await stage.jobs().findFirst()).toMatchObject({ dueAt: new Date('2026-11-23T12:00:30Z') });
  });

  test('that fails is tried again for ever, and its error stays until it succeeds', async () => {
    stage.work = async () => {
      throw new Error('not now');
    };
    const runner = open();
    for (let turn = 1; turn <= 30; turn += 1) {
      await runner.runDue();
      stage.pass(10);
    }
    expect(stage.ran).toHaveLength(30);
    expect(await stage.jobs().findFirst()).toMatchObject({
      deadAt: null,
      attempts: 30,
      lastError: 'not now',
    });
    stage.work = async () => undefined;
    await runner.runDue();
    expect(await stage.jobs().findFirst()).toMatchObject({ attempts: 0, lastError: null });
  });

  test('takes a changed interval over', async () => {
    await open().runDue();
    const faster = stage.sweep(2);
    await stage.openRunner({ kinds: [faster] }).runner.runDue();
    expect(stage.ran).toEqual(['sweep', 'sweep']);
    expect(await stage.jobs().findFirst()).toMatchObject({
      everySeconds: 2,
      dueAt: new Date('2026-11-23T12:00:02Z'),
    });
  });
});
