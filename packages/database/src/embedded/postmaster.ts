import { existsSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { type Cluster, isAlive, lastLine } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { run } from './run.ts';
import type { ServerUser } from './server-user.ts';

export type Server = {
  cluster: Cluster;
  binaries: Binaries;
  user: ServerUser;
  settings: Record<string, string>;
};

/** The port of the server that runs, or is about to, on this data; undefined when none does. */
export function findRunningPort(cluster: Cluster): number | undefined {
  const path = join(cluster.data, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  const [pid, , , port] = readFileSync(path, 'utf8').split('\n');
  if (!isAlive(Number(pid))) return undefined;
  if (isSomeoneElse(Number(pid), cluster.data)) {
    // After a crash the number may belong to another program, and PostgreSQL would then refuse to start.
    rmSync(path, { force: true });
    return undefined;
  }
  return Number(port);
}

// PostgreSQL works in its data folder. Elsewhere than on Linux that cannot be seen, and the number is believed.
function isSomeoneElse(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== realpathSync(data);
  } catch {
    return false;
  }
}

/**
 * Starts the server on a loopback port, a free one unless told, and waits until it accepts connections, recovery
 * included. Returns without a server when another process won a race for the data or the port: look again.
 */
export async function startServer(server: Server, port?: number): Promise<void> {
  const { cluster, user, binaries } = server;
  rotateLog(cluster.log);
  const logStart = sizeOf(cluster.log);
  const listenPort = String(port ?? (await findFreePort()));
  const settings = Object.entries({ ...defaultSettings, ...server.settings, port: listenPort });
  const options = settings.map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const { file, args } = user.command(binaries.pgCtl, [
    'start',
    '--wait',
    '--timeout=120',
    `--pgdata=${cluster.data}`,
    `--log=${cluster.log}`,
    `--options=${options}`,
  ]);
  const { status, output } = await run(file, args);
  if (status === 0) return;
  if (findRunningPort(cluster) !== undefined) return;
  const log = existsSync(cluster.log) ? readFileSync(cluster.log).subarray(logStart).toString() : output;
  // The port was taken meanwhile, or the last processes of a killed server are still ending.
  if (/in use/i.test(log)) return pause();
  throw new EmbeddedPostgresError(`PostgreSQL did not start: ${lastLine(log)} (see ${cluster.log}).`);
}

/** Ends running statements, writes everything down and stops. Resolves when the server is gone. */
export async function stopServer({ cluster, user, binaries }: Server): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const { file, args } = user.command(binaries.pgCtl, [
      'stop',
      '--wait',
      '--timeout=30',
      `--mode=${mode}`,
      `--pgdata=${cluster.data}`,
    ]);
    await run(file, args);
    if (findRunningPort(cluster) === undefined) return;
  }
  throw new EmbeddedPostgresError(`PostgreSQL on ${cluster.data} did not stop.`);
}

// No Unix socket: nothing to clean up, and only the password opens the door. Raising max_wal_size keeps checkpoints out
// of busy minutes. A log of events, not of refused statements, which happen daily and would show their values.
const defaultSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  max_wal_size: '4GB',
  synchronous_commit: 'on',
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
};

const maxLogBytes = 1_000_000;

function rotateLog(log: string): void {
  if (sizeOf(log) > maxLogBytes) renameSync(log, `${log}.1`);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

export function pause(): Promise<void> {
  return delay(50);
}
