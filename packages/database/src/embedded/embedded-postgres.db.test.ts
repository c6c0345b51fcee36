import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, EmbeddedPostgresError, startEmbeddedPostgres } from './index.ts';

// Creating a cluster takes a second, so the tests share one, each leaving it stopped and whole.
let directory: string;
const running: EmbeddedPostgres[] = [];

beforeAll(async () => {
  directory = await newDirectory();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const directories: string[] = [];

async function newDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'db-embedded-'));
  directories.push(path);
  return path;
}

afterAll(async () => {
  await Promise.all(directories.map((path) => rm(path, { recursive: true, force: true })));
});

async function start(within = directory): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory: within });
  running.push(server);
  return server;
}

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that starts the server, runs `sql` and then dies without a chance to stop it. */
async function startAndDie(sql = 'SELECT 1'): Promise<void> {
  const code = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const { Client } = (await import(${JSON.stringify(import.meta.resolve('pg'))})).default;
    const { connectionString } = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)} });
    const client = new Client({ connectionString });
    await client.connect();
    await client.query(${JSON.stringify(sql)});
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

function serverPid(): number {
  return Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

test('what was committed is there after a stop and a second start', async () => {
  const first = await start();
  await query(first.connectionString, 'CREATE TABLE kept AS SELECT 1 AS n');
  await first.stop();
  await first.stop();

  const second = await start();
  expect(await query(second.connectionString, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
});

test('it listens on loopback only, wants the generated password, and keeps it from other users', async () => {
  const { connectionString } = await start();
  const [row] = await query(
    connectionString,
    `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
            current_setting('synchronous_commit') AS durable, current_setting('fsync') AS fsync,
            current_setting('server_encoding') AS encoding, lower('ÄÉ') AS lowered`,
  );
  expect(row).toEqual({
    addresses: '127.0.0.1',
    sockets: '',
    durable: 'on',
    fsync: 'on',
    encoding: 'UTF8',
    lowered: 'äé',
  });
  const wrong = new URL(connectionString);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  const mode = statSync(join(directory, 'data', 'scrip-password')).mode & 0o777;
  expect(mode).toBe(0o600);
});

test.runIf(process.platform === 'linux')(
  'the server runs in a session of its own, where Ctrl-C in our terminal does not reach',
  async () => {
    await start();
    const fields = readFileSync(`/proc/${serverPid()}/stat`, 'utf8').split(') ')[1]?.split(' ');
    expect(Number(fields?.[3])).toBe(serverPid());
  },
);

test('a server whose process was killed is taken over with its data', async () => {
  await startAndDie();
  const pid = serverPid();
  const { connectionString } = await start();
  expect(serverPid()).toBe(pid);
  expect(await query(connectionString, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('after server and process were killed, the next start recovers what was committed', async () => {
  await startAndDie('CREATE TABLE recovered AS SELECT 1 AS n');
  process.kill(serverPid(), 'SIGKILL');

  const { connectionString } = await start();
  expect(await query(connectionString, 'SELECT n FROM recovered')).toEqual([{ n: 1 }]);
});

test('a server that was killed comes back by itself, at the same address, with what was committed', async () => {
  const onRestart = vi.fn();
  const server = await startEmbeddedPostgres({ directory, onRestart });
  running.push(server);
  await query(server.connectionString, 'CREATE TABLE revived AS SELECT 1 AS n');
  const pid = serverPid();
  process.kill(pid, 'SIGKILL');

  const rows = () => query(server.connectionString, 'SELECT n FROM revived');
  await expect.poll(rows, { timeout: 30_000 }).toEqual([{ n: 1 }]);
  expect(serverPid()).not.toBe(pid);
  expect(onRestart).toHaveBeenCalled();
  // The owner renews its claim right after the server accepts connections again.
  const claims = () => query(server.connectionString, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'");
  await expect.poll(claims, { timeout: 30_000 }).toHaveLength(1);
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow('Another Scrip');
});

test('stopping while a killed server comes back leaves no server behind', async () => {
  const { promise: isRestarting, resolve: onRestart } = Promise.withResolvers<void>();
  const server = await startEmbeddedPostgres({ directory, onRestart });
  running.push(server);
  process.kill(serverPid(), 'SIGKILL');
  await isRestarting;
  await server.stop();
  await expect(query(server.connectionString, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a pid file whose number now belongs to another program does not stop the start', async () => {
  await (await start()).stop();
  const path = join(directory, 'data', 'postmaster.pid');
  writeFileSync(path, `${process.pid}\n${directory}/data\n1\n5432\n\n127.0.0.1\n0 0\nready\n`);
  const { connectionString } = await start();
  expect(await query(connectionString, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
});

test('a second owner of one directory is refused and told which process has it', async () => {
  await start();
  const refusal = startEmbeddedPostgres({ directory });
  await expect(refusal).rejects.toThrow(EmbeddedPostgresError);
  await expect(refusal).rejects.toThrow(`Another Scrip (process ${process.pid})`);
});

test('an owner whose session the server dropped claims it again', async () => {
  const { connectionString } = await start();
  const claims = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted`;
  const [claim] = await query(connectionString, claims);
  await query(connectionString, `SELECT pg_terminate_backend(${claim?.pid}, 5000)`);
  await expect.poll(() => query(connectionString, claims), { timeout: 30_000 }).toHaveLength(1);
  await expect(startEmbeddedPostgres({ directory })).rejects.toThrow('Another Scrip');
});

test('of two owners that create one directory at once, one gets it and the other is refused', async () => {
  const fresh = await newDirectory();
  const abandoned = '.creating-999999999-abcd';
  writeFileSync(join(fresh, abandoned), '');
  const results = await Promise.allSettled([start(fresh), start(fresh)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: expect.stringContaining('Another Scrip') },
  });
  expect(readdirSync(fresh), 'no draft is left, not even an earlier one').toEqual(['data']);
});

test('data of another major version is refused and left alone', async () => {
  await (await start()).stop();
  const path = join(directory, 'data', 'PG_VERSION');
  writeFileSync(path, '16\n');
  await expect(start()).rejects.toThrow(/was made by PostgreSQL 16 and this is PostgreSQL 18/);
  expect(readFileSync(path, 'utf8')).toBe('16\n');
  writeFileSync(path, '18\n');
});

test('a folder that cannot be made or is not a cluster is refused in one sentence', async () => {
  const fresh = await newDirectory();
  const file = join(fresh, 'data');
  writeFileSync(file, '');
  await expect(start(join(file, 'below'))).rejects.toThrow(/cannot be written/);
  await expect(start(fresh)).rejects.toThrow(/is not a PostgreSQL data folder/);
});

test.runIf(process.getuid?.() === 0)('root may keep its data where only root may look', async () => {
  await start();
  expect(statSync(directory).mode & 0o777, 'mkdtemp makes it so').toBe(0o700);
  expect(statSync(`/proc/${serverPid()}`).uid).not.toBe(0);
});
