import { Pool, type PoolClient } from 'pg';

/** One connection to PostgreSQL in the shape of a pool, which is what PrismaPg takes. */
export type EngineConnection = { pool: Pool; client: PoolClient; close(): Promise<void> };

/**
 * Session locks and transactions must stay on one connection. A plain pool of one does not promise that: after any
 * failed statement it drops the connection and opens another.
 */
export async function openEngineConnection(
  connectionString: string,
  database?: string,
): Promise<EngineConnection> {
  const url = new URL(connectionString);
  if (database) url.pathname = `/${database}`;
  const pool = new Pool({
    connectionString: url.href,
    max: 1,
    connectionTimeoutMillis: 10_000,
    application_name: 'scrip migrations',
  });
  const client = await pool.connect();
  // A lost connection shows as the error of the next statement.
  client.on('error', () => undefined);
  Object.assign(pool, { query: client.query.bind(client) });
  return {
    pool,
    client,
    async close() {
      client.release(true);
      await pool.end();
    },
  };
}
