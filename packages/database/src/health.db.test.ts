import { useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { checkDatabaseHealth, closeDatabase, createDatabase } from './index.ts';

const database = useTestDatabase();
const now = new Date('2026-11-23T12:00:00Z');

test('a database that answers is healthy, with the time it took', async () => {
  expect(await checkDatabaseHealth(database.db, now)).toEqual({
    status: 'healthy',
    timestamp: now,
    latencyMs: expect.toSatisfy((ms: number) => ms > 0 && ms < 5_000),
  });
});

test.each([
  ['unreachable', { port: '4297' }, 'The database cannot be reached.'],
  ['refusing the password', { password: 'wrong-password' }, 'The database refused the user or the password.'],
  ['missing', { pathname: '/no_such_database' }, 'The database does not exist.'],
])(
  'a database that is %s is unhealthy, and the reason names no address or password',
  async (_, change, error) => {
    const { href } = Object.assign(new URL(database.connectionString), change);
    const db = createDatabase({ connectionString: href });
    expect(await checkDatabaseHealth(db, now)).toEqual({ status: 'unhealthy', error, timestamp: now });
    await closeDatabase(db);
  },
);
