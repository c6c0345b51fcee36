import type { Db } from '@scrip/database';
import type { DatabaseState } from './schema.ts';

type StateRow = Omit<DatabaseState, 'connections' | 'sizeBytes' | 'deadlocks'> &
  DatabaseState['connections'] & { sizeBytes: bigint; deadlocks: bigint };

export async function readDatabaseState(db: Db): Promise<DatabaseState> {
  const [row] = await db.$queryRaw<StateRow[]>`
    SELECT current_setting('server_version') AS "version", pg_postmaster_start_time() AS "startedAt",
      pg_database_size(current_database()) AS "sizeBytes", current_setting('max_connections')::int AS "most",
      a."active", a."idle", a."idleInTransaction", a."waiting", a."oldestTransactionSeconds",
      (s."blks_hit"::float8 / NULLIF(s."blks_hit" + s."blks_read", 0)) AS "cacheHitShare", s."deadlocks"
    FROM "pg_stat_database" s
    CROSS JOIN (
      SELECT COUNT(*) FILTER (WHERE "state" = 'active')::int AS "active",
        COUNT(*) FILTER (WHERE "state" = 'idle')::int AS "idle",
        COUNT(*) FILTER (WHERE "state" LIKE 'idle in transaction%')::int AS "idleInTransaction",
        COUNT(*) FILTER (WHERE "wait_event_type" = 'Lock')::int AS "waiting",
        -- The one that asks is always open.
        EXTRACT(EPOCH FROM clock_timestamp() - MIN("xact_start") FILTER (WHERE "pid" <> pg_backend_pid()))::float8
          AS "oldestTransactionSeconds"
      FROM "pg_stat_activity" WHERE "datname" = current_database() AND "backend_type" = 'client backend'
    ) a
    WHERE s."datname" = current_database()`;
  if (!row) throw new Error('PostgreSQL does not know the database that it answers for.');
  const { active, idle, idleInTransaction, waiting, most, sizeBytes, deadlocks, ...state } = row;
  return {
    ...state,
    sizeBytes: Number(sizeBytes),
    deadlocks: Number(deadlocks),
    connections: { active, idle, idleInTransaction, waiting, most },
  };
}

export function listMigrations(db: Db): Promise<{ name: string; appliedAt: Date | null }[]> {
  return db.$queryRaw`
    SELECT "migration_name" AS "name", "finished_at" AS "appliedAt" FROM "_prisma_migrations"
    WHERE "rolled_back_at" IS NULL ORDER BY "migration_name" DESC`;
}
