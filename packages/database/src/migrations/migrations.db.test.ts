import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, type EmptyDatabase } from '@scrip/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { diffMigrationsToSchema } from './drift.ts';
import { openSchemaEngine } from './engine.ts';
import { openEngineConnection } from './engine-connection.ts';
import { MigrationError, migrateDatabase } from './index.ts';
import { migrationsDirectory, readMigrations } from './migration-files.ts';

let database: EmptyDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'db-migrations-'));
  await cp(migrationsDirectory, directory, { recursive: true });
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const names = (await readdir(migrationsDirectory)).filter((name) => /^\d{14}_/.test(name)).sort();

function migrate(onProgress?: (name: string) => void) {
  const { connectionString } = database;
  return migrateDatabase({ connectionString, directory, ...(onProgress ? { onProgress } : {}) });
}

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
}

async function recorded(): Promise<string[]> {
  const rows = await database.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations ORDER BY started_at',
  );
  return rows.map((row) => row.migration_name);
}

test('the migrations build exactly what schema.prisma says', async () => {
  expect(await diffMigrationsToSchema(database.connectionString)).toBeNull();
});

test('a difference between migrations and schema.prisma is seen', async () => {
  await addMigration('29990101000000_drift', 'ALTER TABLE "Plan" ADD COLUMN "extra" TEXT;');
  expect(await diffMigrationsToSchema(database.connectionString, directory)).toContain('DROP COLUMN "extra"');
});

test('every migration is applied once, in order, and reported', async () => {
  const reported: string[] = [];
  expect(await migrate((name) => reported.push(name))).toEqual({ applied: names });
  expect(reported).toEqual(names);
  expect(await migrate()).toEqual({ applied: [] });
});

test("the record is what Prisma's command line writes, and its diagnosis finds nothing to do", async () => {
  await migrate();
  const rows = await database.query(
    `SELECT migration_name, checksum, applied_steps_count AS steps, logs, rolled_back_at,
            finished_at >= started_at AS finished
     FROM _prisma_migrations ORDER BY started_at`,
  );
  const expected = names.map(async (name) => ({
    migration_name: name,
    checksum: createHash('sha256')
      .update(await readFile(join(directory, name, 'migration.sql')))
      .digest('hex'),
    steps: 1,
    logs: null,
    rolled_back_at: null,
    finished: true,
  }));
  expect(rows).toEqual(await Promise.all(expected));

  const connection = await openEngineConnection(database.connectionString);
  const engine = await openSchemaEngine(connection, database.connectionString);
  const diagnosis = await engine.commands.diagnoseMigrationHistory({
    migrationsList: await readMigrations(),
    optInToShadowDatabase: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  await connection.close();
  expect(diagnosis).toEqual({
    editedMigrationNames: [],
    failedMigrationNames: [],
    hasMigrationsTable: true,
    history: null,
  });
});

test('of processes that start together, one migrates and the others wait for it', async () => {
  const module = JSON.stringify(new URL('./index.ts', import.meta.url).href);
  const code = `
    const { migrateDatabase } = await import(${module});
    const { applied } = await migrateDatabase({ connectionString: process.argv[1] });
    console.log(applied.length);`;
  const outcomes = [1, 2, 3].map(async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code, database.connectionString]);
    const [output] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'exit')]);
    return Number(output.join(''));
  });
  expect((await Promise.all(outcomes)).sort()).toEqual([0, 0, names.length]);
  expect(await recorded()).toEqual(names);
}, 120_000);

test('a migration that fails leaves nothing behind, says why in one sentence, and may be repaired', async () => {
  const name = '29990101000000_bad';
  await addMigration(name, 'CREATE TABLE half (a int); SELECT missing FROM half;');
  const refusal = migrate();
  await expect(refusal).rejects.toThrow(MigrationError);
  await expect(refusal).rejects.toThrow(`${name} failed and was undone: column "missing" does not exist.`);
  expect(await recorded()).toEqual(names);
  expect(await database.query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);

  await addMigration(name, "CREATE TABLE half (a int); COMMENT ON TABLE half IS 'a; b';");
  expect(await migrate()).toEqual({ applied: [name] });
});

test('a migration edited after it was applied stops the start', async () => {
  await migrate();
  const [first = ''] = names;
  await addMigration(first, '-- other');
  await expect(migrate()).rejects.toThrow(`Migration ${first} was changed after this database applied it`);
});

test('a database ahead of the code is accepted, as in a rolling deployment', async () => {
  await addMigration('29990101000000_newer', 'CREATE TABLE newer (a int);');
  await migrate();
  const { connectionString } = database;
  expect(await migrateDatabase({ connectionString })).toEqual({ applied: [] });
});

test('a database with foreign tables is refused and left alone', async () => {
  await database.query('CREATE TABLE foreign_table (a int)');
  await expect(migrate()).rejects.toThrow('This database holds tables that are not from Scrip');
  const tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";
  expect(await database.query(tables)).toEqual([{ relname: 'foreign_table' }]);
});

test('an unreachable server, a wrong password and a bad address are one sentence without the address', async () => {
  const refused = new URL(database.connectionString);
  refused.port = '4299';
  const wrong = new URL(database.connectionString);
  wrong.password = 'wrong';
  const messages = [refused.href, wrong.href, 'nonsense'].map(async (connectionString) => {
    const outcome = await migrateDatabase({ connectionString }).catch((error: unknown) => error);
    return outcome instanceof MigrationError ? outcome.message : outcome;
  });
  expect(await Promise.all(messages)).toEqual([
    'The database cannot be reached.',
    'The database refused the user or the password.',
    'The database address is not a valid URL.',
  ]);
});
