import { PrismaPg } from '@prisma/adapter-pg';
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from '@prisma/driver-adapter-utils';
import type { PoolConfig } from 'pg';

export type SlowQuery = { sql: string; durationMs: number };

export type Timing = { slowQueryMs: number; onSlowQuery: (query: SlowQuery) => void };

/** PrismaPg, with every statement timed: model queries, raw ones, and those inside transactions. */
export class TimedPgAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  readonly #factory: PrismaPg;
  readonly #timing: Timing;

  constructor(config: PoolConfig, statementNameGenerator: (query: SqlQuery) => string, timing: Timing) {
    this.#factory = new PrismaPg(config, { statementNameGenerator });
    this.#timing = timing;
  }

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await this.#factory.connect();
    const timing = this.#timing;
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      timeStatements(await startTransaction(isolationLevel), timing);
    return timeStatements(adapter, timing);
  }
}

function timeStatements<T extends SqlQueryable>(queryable: T, timing: Timing): T {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => timed(query.sql, () => queryRaw(query), timing);
  queryable.executeRaw = (query) => timed(query.sql, () => executeRaw(query), timing);
  return queryable;
}

export async function timed<T>(sql: string, run: () => Promise<T>, timing: Timing): Promise<T> {
  const startedMs = performance.now();
  try {
    return await run();
  } finally {
    const durationMs = performance.now() - startedMs;
    if (durationMs >= timing.slowQueryMs) timing.onSlowQuery({ sql, durationMs });
  }
}
