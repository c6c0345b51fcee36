import pg from 'pg';
import { inject } from 'vitest';
import { runOnServer, withDatabase } from './admin.ts';
import type {} from './test-server.ts';

export type EmptyDatabase = {
  connectionString: string;
  query<Row extends object>(sql: string): Promise<Row[]>;
  drop(): Promise<void>;
};

/** A database without any table, for tests of what happens before and during migrations. */
export async function createEmptyDatabase(): Promise<EmptyDatabase> {
  const { url } = inject('testServer');
  const name = `scrip_empty_${crypto.randomUUID().replaceAll('-', '')}`;
  await runOnServer(url, `CREATE DATABASE ${name}`);
  const connectionString = withDatabase(url, name);
  return {
    connectionString,
    async query<Row extends object>(sql: string) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      try {
        return (await client.query<Row>(sql)).rows;
      } finally {
        await client.end();
      }
    },
    drop: () => runOnServer(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}
