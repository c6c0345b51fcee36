import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { dataPath, ensureCluster, openCluster, superuser } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { type Claim, claimServer } from './ownership.ts';
import { findRunningPort, pause, type Server, startServer, stopServer } from './postmaster.ts';
import { chooseServerUser } from './server-user.ts';

export { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type EmbeddedPostgresOptions = {
  /** Everything the server keeps; created when missing. One process at a time uses it. */
  directory: string;
  onProgress?: (message: string) => void;
  /** Server settings on top of ours, by their PostgreSQL names. */
  settings?: Record<string, string>;
  /** The server had stopped without being told to, and is about to be started again. */
  onRestart?: () => void;
};

export type EmbeddedPostgres = {
  /** Of the database `scrip`, as its owner. */
  connectionString: string;
  /** Throws away everything in that database. */
  emptyDatabase(): Promise<void>;
  /** Stops the server and resolves when everything is on disk; a second call changes nothing. */
  stop(): Promise<void>;
};

const databaseName = 'scrip';

/**
 * Runs a PostgreSQL of our own: loopback only, a generated password, apart from the terminal, so that Ctrl-C reaches
 * only the caller. When an earlier process died without stopping its server, that one is taken over, or recovered.
 * A server that dies is started again at the same address. Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { onProgress = () => undefined, onRestart = () => undefined, settings = {} } = options;
  const directory = prepareDirectory(options.directory);
  const binaries = await findBinaries();
  const user = await chooseServerUser(binaries.pgCtl, directory, dataPath(directory));
  onProgress('Preparing the database folder');
  await ensureCluster(directory, binaries, user, settings.fsync !== 'off');
  const server = { cluster: openCluster(directory), binaries, user, settings };
  onProgress('Starting PostgreSQL');
  const { claim, port } = await startAndClaim(server, onRestart);
  try {
    await ensureDatabase(address(server, port, 'postgres'));
  } catch (cause) {
    await claim.release();
    await stopServer(server);
    throw new EmbeddedPostgresError('PostgreSQL started but does not answer.', { cause });
  }
  let stopping: Promise<void> | undefined;
  return {
    connectionString: address(server, port, databaseName),
    emptyDatabase: () => replaceDatabase(address(server, port, 'postgres')),
    stop() {
      stopping ??= claim.release().then(() => stopServer(server));
      return stopping;
    },
  };
}

// pg_ctl puts paths between double quotes for the shell.
const unquotable = /["$`\\]/;

function prepareDirectory(directory: string): string {
  if (process.platform !== 'win32' && unquotable.test(directory)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL cannot run in ${directory} because of the signs in its name.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    accessSync(directory, constants.W_OK | constants.X_OK);
    return realpathSync(directory);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The folder ${directory} cannot be written; set DATA_DIR to one that can.`,
      {
        cause,
      },
    );
  }
}

const patienceMs = 120_000;

async function startAndClaim(server: Server, onRestart: () => void): Promise<{ claim: Claim; port: number }> {
  const deadlineMs = performance.now() + patienceMs;
  while (performance.now() < deadlineMs) {
    const port = findRunningPort(server.cluster);
    if (port === undefined) {
      await startServer(server);
      continue;
    }
    // A server in its recovery, or on its way out, answers by and by, or is gone at the next look.
    const claim = await claimServer({
      connectionString: address(server, port, 'postgres'),
      data: server.cluster.data,
      revive: () => revive(server, port, onRestart),
    });
    if (claim) return { claim, port };
    await pause();
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL on ${server.cluster.data} runs but does not accept connections.`,
  );
}

async function revive(server: Server, port: number, onRestart: () => void): Promise<void> {
  if (findRunningPort(server.cluster) !== undefined) return;
  onRestart();
  await startServer(server, port);
}

function ensureDatabase(connectionString: string): Promise<void> {
  return withClient(connectionString, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  });
}

function replaceDatabase(connectionString: string): Promise<void> {
  return withClient(connectionString, async (client) => {
    await client.query(`DROP DATABASE ${databaseName} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${databaseName}`);
  });
}

async function withClient(
  connectionString: string,
  run: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}

function address({ cluster }: Server, port: number, database: string): string {
  return `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${database}`;
}
