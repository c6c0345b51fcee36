import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { signIn } from './test-support/app.ts';
import { interrupt, startProcess, withTemporaryFolder } from './test-support/process.ts';

const startMs = 120_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function refusalOf(env: Record<string, string>): Promise<string> {
  const server = startProcess(env);
  expect(await server.exited).toBe(1);
  expect(server.printed()).not.toContain('runs at');
  return server.printedErrors().trim();
}

test(
  'a start that cannot succeed says why in one sentence and creates nothing',
  () =>
    withTemporaryFolder(async (directory) => {
      const dataDir = join(directory, 'data');
      const taken = createServer();
      await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
      // A server that listens on a port has this kind of address.
      const port = String((taken.address() as AddressInfo).port);
      expect(await refusalOf({ PORT: port, DATA_DIR: dataDir })).toMatch(/^Port \d+ is in use;[^\n]+$/);
      await new Promise((done) => taken.close(done));

      const problems = await refusalOf({ PORT: 'x', SCRIP_DEMO: 'x', DATA_DIR: dataDir });
      expect(problems.split('\n')).toEqual([
        expect.stringMatching(/^PORT /),
        expect.stringMatching(/^SCRIP_DEMO /),
      ]);
      expect(existsSync(dataDir)).toBe(false);

      await writeFile(join(directory, 'file'), '');
      const unwritable = await refusalOf({ PORT: port, DATA_DIR: join(directory, 'file/data') });
      expect(unwritable).toMatch(/^The folder [^\n]+ cannot be written; set DATA_DIR to one that can\.$/);
    }),
  startMs,
);

test(
  'a database or a data folder that cannot be used is one sentence too, and what was started is stopped',
  () =>
    withTemporaryFolder(async (directory) => {
      const port = String(await freePort());
      const unreachable = `postgresql://nobody:hunter2@127.0.0.1:${await freePort()}/scrip`;
      const refused = await refusalOf({ PORT: port, DATA_DIR: directory, DATABASE_URL: unreachable });
      expect(refused).toBe('The database of DATABASE_URL cannot be used: The database cannot be reached.');

      await mkdir(join(directory, 'postgres/data'), { recursive: true });
      await writeFile(join(directory, 'postgres/data/PG_VERSION'), '12\n');
      expect(await refusalOf({ PORT: port, DATA_DIR: directory })).toMatch(/^[^\n]*PostgreSQL 12[^\n]*$/);
    }),
  startMs,
);

test(
  'it starts, tells how to sign in, recovers after kill -9 with everything kept, and ends clean on Ctrl-C',
  () =>
    withTemporaryFolder(async (directory) => {
      const env = { PORT: String(await freePort()), DATA_DIR: join(directory, 'data') };
      const first = startProcess(env);
      const told = await first.until(/Ctrl-C/);
      const origin = /runs at (\S+)/.exec(told)?.[1] ?? '';
      expect(told).toContain('local sign-in');
      expect(told.match(/password \S{16}/g)).toHaveLength(2);
      expect(new Set(told.match(/__clerk_ticket=\S+/g)).size).toBe(2);
      expect((await fetch(origin)).headers.get('content-type')).toContain('text/html');
      const config = await (await fetch(`${origin}/api/config`)).json();
      expect((await stat(join(env.DATA_DIR, 'accounts.json'))).mode & 0o777).toBe(0o600);

      first.child.kill('SIGKILL');
      await first.exited;
      const second = startProcess(env);
      const toldAgain = await second.until(/Ctrl-C/);
      expect(toldAgain.match(/password \S{16}/g)).toEqual(told.match(/password \S{16}/g));
      expect(await (await fetch(`${origin}/api/config`)).json()).toEqual(config);
      expect(await refusalOf(env)).toMatch(/^Port \d+ is in use/);
      expect(await refusalOf({ ...env, PORT: String(await freePort()) })).toMatch(/^Another Scrip [^\n]+$/);

      const [, password = ''] = /password (\S+)/.exec(told) ?? [];
      const token = await signIn(origin, origin, { identifier: 'admin@scrip.local', password });
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
      const stream = await fetch(`${origin}/trpc/credits.live`, { headers });
      expect(stream.status).toBe(200);
      // It breaks off instead of ending: its client comes back to the next process.
      const broken = expect(stream.text()).rejects.toThrow('terminated');
      const interruptedMs = performance.now();
      interrupt(second);
      await broken;
      // Without waiting for the stream's client, whose patience has no end: the server's own ends after eight seconds.
      expect(performance.now() - interruptedMs).toBeLessThan(8_000);
      expect(await second.exited).toBe(0);
      expect(second.printedErrors()).toBe('');
      // PostgreSQL removes this file when it has shut down in good order.
      expect(await readdir(join(env.DATA_DIR, 'postgres/data'))).not.toContain('postmaster.pid');
    }),
  startMs,
);
