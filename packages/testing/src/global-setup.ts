import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@scrip/database/embedded';
import { migrateDatabase } from '@scrip/database/migrations';
import type { TestProject } from 'vitest/node';
import { runOnServer, withDatabase } from './admin.ts';
import { testDatabaseUrl } from './env.ts';
import type {} from './test-server.ts';

type Server = { url: string; stop(): Promise<void> };

/** One PostgreSQL per run, and in it a migrated template. Any failure here fails the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = testDatabaseUrl ? { url: testDatabaseUrl, stop: async () => undefined } : await startOwn();
  const template = `scrip_template_${crypto.randomUUID().replaceAll('-', '')}`;
  try {
    await runOnServer(server.url, `CREATE DATABASE ${template}`);
    await migrateDatabase({ connectionString: withDatabase(server.url, template) });
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('testServer', { url: server.url, template });
  return async () => {
    await runOnServer(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
    await server.stop();
  };
}

// Nothing here survives the run, so nothing is gained by waiting for the disk; what a crash may leave is tested with
// servers of their own, which keep the product's settings.
const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '300' };

const prefix = 'scrip-test-';

async function startOwn(): Promise<Server> {
  await removeAbandoned();
  const directory = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const { connectionString, stop } = await startEmbeddedPostgres({ directory, settings });
  return {
    url: connectionString,
    async stop() {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Stops and removes the servers of runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^scrip-test-(\d+)-/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    const directory = join(tmpdir(), name);
    const abandoned = await startEmbeddedPostgres({ directory, settings }).catch(() => undefined);
    await abandoned?.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
