import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';

const database = useTestDatabase();

test('a session reads and writes instants as UTC', async () => {
  const at = new Date('2026-03-29T01:30:00.123Z');
  const [row] = await database.db.$queryRaw<{ at: Date; zone: string }[]>`
    SELECT ${at}::timestamptz AS at, current_setting('TimeZone') AS zone`;
  expect(row).toEqual({ at, zone: 'UTC' });
});
