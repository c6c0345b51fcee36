import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureFeatureCatalogue } from '@scrip/api/server';
import { closeDatabase, createDatabase } from '@scrip/database';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { migrateDatabase } from '@scrip/database/migrations';
import pg from 'pg';

export type Queryable = { query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]> };

/**
 * A PostgreSQL of our own, with the product's settings and schema, and an admin. Queries run on connections of their
 * own, past everything that the faults break.
 */
export type Stage = Queryable & {
  directory: string;
  connectionString: string;
  adminId: string;
  createUsers(count: number): Promise<string[]>;
  stop(): Promise<void>;
};

export async function openStage(parentDirectory = tmpdir()): Promise<Stage> {
  const directory = await mkdtemp(join(parentDirectory, 'scrip-faults-'));
  const { connectionString, stop } = await startEmbeddedPostgres({ directory });
  await migrateDatabase({ connectionString });
  await fillCatalogue(connectionString);
  const createUsers = (count: number) => insertUsers(connectionString, count);
  const [adminId = ''] = await createUsers(1);
  return {
    directory,
    connectionString,
    adminId,
    createUsers,
    query: (sql, values) => query(connectionString, sql, values),
    async stop() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function fillCatalogue(connectionString: string): Promise<void> {
  const db = createDatabase({ connectionString });
  const now = () => new Date();
  await ensureFeatureCatalogue({ principal: { kind: 'system' }, db, now, logger: console });
  await closeDatabase(db);
}

async function insertUsers(connectionString: string, count: number): Promise<string[]> {
  const db = createDatabase({ connectionString });
  const ids = Array.from({ length: count }, () => `user_${randomUUID()}`);
  await db.user.createMany({ data: ids.map((id) => ({ id, clerkId: id })) });
  await db.creditBalance.createMany({ data: ids.map((id) => ({ userId: id, clerkUserId: id })) });
  await closeDatabase(db);
  return ids;
}

async function query<Row extends object>(
  connectionString: string,
  sql: string,
  values?: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
