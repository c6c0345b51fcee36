import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { DomainError } from '../errors.ts';
import { openIntake } from './intake.ts';
import { png } from './test-support/stage.ts';

test('what has been passed on is let go while the rest arrives', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const passed: WeakRef<ArrayBufferLike>[] = [];
  async function* source() {
    for (let count = 0; count < 100; count += 1) {
      const chunk = new Uint8Array(png(100_000));
      passed.push(new WeakRef(chunk.buffer));
      yield chunk;
    }
  }
  const { bytes } = await openIntake(source(), {
    name: 'a.png',
    limitBytes: 100 * 100_000,
    tooLarge: () => new DomainError('FILE_TOO_LARGE', 'Too large.', { limitBytes: 0 }),
    types: ['image/png'],
    idleMs: 10_000,
    signal: new AbortController().signal,
  });
  let held = Number.POSITIVE_INFINITY;
  for await (const _chunk of bytes) {
    if (passed.length < 100) continue;
    await turn();
    collect();
    held = passed.filter((each) => each.deref()).length;
    break;
  }
  expect(held).toBeLessThan(10);
});
