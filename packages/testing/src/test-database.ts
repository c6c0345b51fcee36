import { closeDatabase, createDatabase, type Database } from '@scrip/database';
import { afterAll, beforeAll, inject } from 'vitest';
import { runOnServer, withDatabase } from './admin.ts';
import type {} from './test-server.ts';

export type TestDatabase = { db: Database; connectionString: string; drop(): Promise<void> };

/** A migrated database of its own, cloned from the run's template; the caller drops it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('testServer');
  const name = `scrip_test_${crypto.randomUUID().replaceAll('-', '')}`;
  await runOnServer(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const connectionString = withDatabase(url, name);
  const db = createDatabase({ connectionString });
  return {
    db,
    connectionString,
    async drop() {
      await closeDatabase(db);
      await runOnServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Gives the tests of a file, or of a describe block, one database; read its fields inside tests and hooks. */
export function useTestDatabase(): { readonly db: Database; readonly connectionString: string } {
  let current: TestDatabase | undefined;
  beforeAll(async () => {
    current = await createTestDatabase();
  });
  afterAll(async () => {
    await current?.drop();
  });
  const opened = (): TestDatabase => {
    if (!current) throw new Error('The test database exists only while tests and hooks run.');
    return current;
  };
  return {
    get db() {
      return opened().db;
    },
    get connectionString() {
      return opened().connectionString;
    },
  };
}
