import { withTransaction } from '@scrip/database';
import { describe, expect, test } from 'vitest';
import { enqueue } from './enqueue.ts';
import { HopelessJobError } from './job-kind.ts';
import { useJobStage } from './test-support/stage.ts';

const stage = useJobStage();

describe('enqueue', () => {
  test('a job exists exactly if the transaction of its cause commits', async () => {
    const undone = withTransaction(stage.db(), async (tx) => {
      await enqueue({ ...stage.ctx(), db: tx }, stage.note, { name: 'undone' });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await withTransaction(stage.db(), (tx) =>
      enqueue({ ...stage.ctx(), db: tx }, stage.note, { name: 'done' }),
    );
    await stage.openRunner().runner.runDue();
    expect(stage.ran).toEqual(['done']);
  });

  test('a payload that is not of the kind is refused', async () => {
    // What a caller without types could send.
    const wrong = { name: 5 } as unknown as { name: string };
    await expect(enqueue(stage.ctx(), stage.note, wrong)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('of many that race for a key one is written', async () => {
    const added = await Promise.all(Array.from({ length: 8 }, (_, n) => stage.add(`${n}`, { key: 'one' })));
    expect(added.filter(Boolean)).toHaveLength(1);
    await stage.openRunner().runner.runDue();
    expect(stage.ran).toHaveLength(1);
    expect(await stage.add('again', { key: 'one' })).toBe(true);
  });

  test('the key of a kept kind stays taken after the job is done', async () => {
    const addKept = () => enqueue(stage.ctx(), stage.keptNote, { name: 'kept' }, { key: 'kept' });
    expect(await addKept()).toBe(true);
    await stage.openRunner().runner.runDue();
    expect(await addKept()).toBe(false);
    await stage.openRunner().runner.runDue();
    expect(stage.ran).toEqual(['kept']);
    expect(await stage.jobs().findMany()).toMatchObject([{ doneAt: stage.now, dueAt: null, runnerId: null }]);
  });

  test('a dead job makes room for another one under its key', async () => {
    stage.work = async () => {
      throw new HopelessJobError('no');
    };
    await stage.add('first', { key: 'one' });
    await stage.openRunner().runner.runDue();
    const added = await Promise.all([
      stage.add('second', { key: 'one' }),
      stage.add('third', { key: 'one' }),
    ]);
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await stage.jobs().findMany()).toMatchObject([{ key: 'one', deadAt: null, attempts: 0 }]);
  });
});
