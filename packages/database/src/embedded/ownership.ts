import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sqlStateOf } from '../errors.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** A held claim on a running server. */
export type Claim = { release(): Promise<void> };

type ClaimOptions = {
  connectionString: string;
  data: string;
  /** Called before each try to renew a lost claim: the server itself may be gone. */
  revive: () => Promise<void>;
};

const key = "hashtext(current_setting('data_directory'))";

/**
 * Claims the server for this process by a session lock inside it: the claim ends with the process, however it dies, so
 * it can never be stale. Returns null while the server is not ready; throws when another process holds the claim.
 */
export async function claimServer({ connectionString, data, revive }: ClaimOptions): Promise<Claim | null> {
  const client = await takeClaim(connectionString, data);
  const takeAgain = () => revive().then(() => takeClaim(connectionString, data));
  return client ? keepClaim(client, takeAgain) : null;
}

async function takeClaim(connectionString: string, data: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString,
    application_name: `scrip ${process.pid}`,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ mine: boolean }>(`SELECT pg_try_advisory_lock(${key}) AS mine`);
    if (rows[0]?.mine) return client;
    const pid = await findHolder(client);
    await client.end();
    throw new EmbeddedPostgresError(
      `Another Scrip (process ${pid}) uses ${data}; stop it or set DATA_DIR to another folder.`,
    );
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    await client.end().catch(() => undefined);
    if (sqlStateOf(error) !== '28P01') return null;
    throw new EmbeddedPostgresError(`The server on ${data} does not take its stored password.`, {
      cause: error,
    });
  }
}

// PostgreSQL drops every session when one of its processes crashes, and goes on by itself; killed, it is revived. Either
// way the claim is renewed.
function keepClaim(first: pg.Client, takeAgain: () => Promise<pg.Client | null>): Claim {
  let client = first;
  const released = new AbortController();
  let renewal = Promise.resolve();
  const renew = async (): Promise<void> => {
    for (;;) {
      await delay(500, undefined, { ref: false, signal: released.signal }).catch(() => undefined);
      if (released.signal.aborted) return;
      const next = await takeAgain().catch(() => null);
      if (!next) continue;
      client = next;
      return released.signal.aborted ? next.end() : watch();
    }
  };
  const watch = (): void => {
    client.once('end', () => {
      renewal = renew();
    });
  };
  watch();
  return {
    async release() {
      released.abort();
      await client.end();
      // It may be starting the server; whoever stops that one must not come before.
      await renewal;
    },
  };
}

async function findHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT application_name AS name FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE locktype = 'advisory' AND granted AND application_name LIKE 'scrip %'`);
  return rows[0]?.name.replace('scrip ', '') ?? 'unknown';
}
