import { expect, test } from 'vitest';
import { CommitWatch } from './wire.ts';

function message(type: string, ...parts: string[]): Buffer {
  const body = Buffer.from(parts.map((part) => `${part}\0`).join(''));
  const head = Buffer.alloc(type.length + 4);
  head.write(type);
  head.writeInt32BE(body.length + 4, type.length);
  return Buffer.concat([head, body]);
}

const startup = message('', 'version', 'user', 'scrip');
const prepare = message('P', 'write', 'WITH x AS (INSERT INTO "UsageHistory" ...) SELECT 1');
const run = Buffer.concat([message('B', '', 'write'), message('E', ''), message('S')]);

test('a statement that writes an entry counts when its Sync is complete, prepared now or earlier', () => {
  const watch = new CommitWatch();
  expect(watch.sees(startup)).toBe(false);
  expect(watch.sees(Buffer.concat([prepare, run]))).toBe(true);
  expect(watch.sees(run)).toBe(true);
  expect(watch.sees(message('S'))).toBe(false);
});

test('messages may arrive in pieces of any size', () => {
  const watch = new CommitWatch();
  const bytes = Buffer.concat([startup, prepare, run, message('Q', 'COMMIT')]);
  const seen = [...bytes].map((byte) => watch.sees(Buffer.from([byte])));
  expect(seen.filter(Boolean)).toHaveLength(2);
  expect(seen.at(-1)).toBe(true);
});

test('reading statements and other simple queries pass', () => {
  const watch = new CommitWatch();
  watch.sees(startup);
  const read = Buffer.concat([message('P', 'read', 'SELECT 1'), message('B', '', 'read'), message('S')]);
  expect(watch.sees(read)).toBe(false);
  expect(watch.sees(message('Q', 'BEGIN'))).toBe(false);
  expect(watch.sees(message('Q', 'ROLLBACK'))).toBe(false);
});
