import type { PoolConfig } from 'pg';
import { PrismaClient } from './generated/client.ts';
import { closeHotConnections, giveHotConnections } from './hot-statement.ts';
import { giveListenerConfig } from './notifications.ts';
import { addSlowQuery, keepSlowQueries, type RecentSlowQuery } from './slow-queries.ts';
import { createStatementNamer } from './statement-names.ts';
import { type SlowQuery, TimedPgAdapterFactory, type Timing } from './timed-adapter.ts';

export type Database = PrismaClient;

export type DatabaseOptions = {
  connectionString: string;
  /** Connections of this process, 10 unless told, besides the few for hot statements. */
  maxConnections?: number;
  /** Statements that take at least this long reach `onSlowQuery`; 1000 unless told. */
  slowQueryMs?: number;
  onSlowQuery?: (query: SlowQuery) => void;
  /** Shown by PostgreSQL in pg_stat_activity. */
  applicationName?: string;
};

const defaults = { maxConnections: 10, slowQueryMs: 1000, applicationName: 'scrip' };

/**
 * Connects lazily: an unreachable server shows at the first query, not here.
 * Statement parameters never reach `onSlowQuery`; the time includes the wait for a free connection.
 */
export function createDatabase(options: DatabaseOptions): Database {
  const { connectionString, onSlowQuery } = options;
  const config: PoolConfig = {
    connectionString,
    max: options.maxConnections ?? defaults.maxConnections,
    application_name: options.applicationName ?? defaults.applicationName,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // Idle connections do not hold up a script that is done.
    allowExitOnIdle: true,
    onConnect: prepareSession,
  };
  const slowQueries: RecentSlowQuery[] = [];
  const timing: Timing = {
    slowQueryMs: options.slowQueryMs ?? defaults.slowQueryMs,
    onSlowQuery: (query) => {
      addSlowQuery(slowQueries, query);
      onSlowQuery?.(query);
    },
  };
  // The minimal format keeps arguments, which may be personal, out of error messages.
  const db = new PrismaClient({
    adapter: new TimedPgAdapterFactory(config, createStatementNamer(), timing),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 15_000 },
  });
  giveHotConnections(db, config, timing);
  giveListenerConfig(db, { connectionString, application_name: config.application_name, keepAlive: true });
  keepSlowQueries(db, slowQueries);
  return db;
}

/** Waits for running queries, then closes every connection. */
export async function closeDatabase(db: Database): Promise<void> {
  await Promise.all([db.$disconnect(), closeHotConnections(db)]);
}

// The adapter reads every timestamp as UTC, whatever the server's zone. Law 9 of the ledger: acknowledged means durable,
// also where a server, a database or a role has synchronous_commit turned off.
const sessionSettings = `
  SELECT set_config('TimeZone', 'UTC', false),
         CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END`;

type Session = { query(sql: string): Promise<unknown>; on(event: 'error', listener: () => void): unknown };

async function prepareSession(client: Session): Promise<void> {
  // Between the pool's listener and the transaction's nobody listens for a moment, and an error event that nobody hears
  // ends the process. What broke shows in the next statement too.
  client.on('error', ignore);
  await client.query(sessionSettings);
}

function ignore(): void {}
