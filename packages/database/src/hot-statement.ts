import pg, { type PoolConfig } from 'pg';
import type { Prisma } from './generated/client.ts';
import { createStatementNamer } from './statement-names.ts';
import { type Timing, timed } from './timed-adapter.ts';
import type { Db } from './transaction.ts';

/** Connections on which statements run past Prisma, each its own transaction. */
type HotConnections = {
  query<Row>(statement: Prisma.Sql): Promise<Row[]>;
  close(): Promise<void>;
};

const connectionsOf = new WeakMap<Db, HotConnections>();
const reportConnectionsOf = new WeakMap<Db, HotConnections>();

/**
 * Runs one statement, outside of a transaction on connections of its own: past Prisma, which encodes and decodes every
 * value twice, and with the plan that was made once, whatever the parameters. The statement must therefore reach its
 * rows by index. Given a transaction, runs it there.
 *
 * Rows look as from `$queryRaw`, a BIGINT too; NUMERIC needs a cast in the statement. Errors are told apart by the same
 * predicates.
 */
export function queryHot<Row>(db: Db, statement: Prisma.Sql): Promise<Row[]> {
  const connections = connectionsOf.get(db);
  return connections ? connections.query(statement) : db.$queryRaw<Row[]>(statement);
}

/**
 * The same for a report, on two connections that nothing but reports wait for: however many people look at charts, a spend
 * never stands in a queue behind them.
 */
export function queryReport<Row>(db: Db, statement: Prisma.Sql): Promise<Row[]> {
  const connections = reportConnectionsOf.get(db);
  return connections ? connections.query(statement) : db.$queryRaw<Row[]>(statement);
}

export function giveHotConnections(db: Db, config: PoolConfig, timing: Timing): void {
  connectionsOf.set(db, openHotConnections({ ...config, max: 4 }, timing));
  reportConnectionsOf.set(db, openHotConnections({ ...config, max: 2 }, timing));
}

export async function closeHotConnections(db: Db): Promise<void> {
  await Promise.all([connectionsOf.get(db)?.close(), reportConnectionsOf.get(db)?.close()]);
}

const int8 = 20;

/** Connects lazily, like Prisma's pool. */
function openHotConnections(config: PoolConfig, timing: Timing): HotConnections {
  const pool = new pg.Pool({
    ...config,
    async onConnect(client) {
      await config.onConnect?.(client);
      await client.query(`SELECT ${setPlanSettings}`);
    },
    types: {
      getTypeParser: (oid, format) => (oid === int8 ? BigInt : pg.types.getTypeParser(oid, format)),
    },
  });
  // A connection that breaks while nobody uses it is replaced when somebody does.
  pool.on('error', () => undefined);
  const nameOf = createStatementNamer();
  let closing: Promise<void> | undefined;
  return {
    async query<Row>({ text, values }: Prisma.Sql) {
      const statement = { name: nameOf({ sql: text, args: values }), text, values };
      try {
        return await timed(text, async () => (await pool.query<Row & object>(statement)).rows, timing);
      } catch (error) {
        throw withoutValues(error);
      }
    },
    // A pool refuses to be ended twice; a process whose event loop runs empty closes again.
    close() {
      closing ??= pool.end();
      return closing;
    },
  };
}

/**
 * How PostgreSQL plans hot statements. Planned for its values, the spend statement takes a millisecond more each time,
 * longer than a lone spend itself. A plan made while the tables were empty must still be right when they are not, so no
 * table is read from end to end. The planner takes every batch for ten rows; joins that compare each row with each look
 * cheap then, and took half the time of a batch of 64.
 */
export const hotPlanSettings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_nestloop: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
} as const;

const setPlanSettings = Object.entries(hotPlanSettings)
  .map(([name, value]) => `set_config('${name}', '${value}', false)`)
  .join(', ');

/** PostgreSQL quotes the row that it refused; errors may reach a log. */
function withoutValues(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}
