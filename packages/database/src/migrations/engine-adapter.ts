import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import { type EngineConnection, openEngineConnection } from './engine-connection.ts';

const internalCharOid = 18;

/**
 * PrismaPg as the schema engine needs it: scripts run as one batch, where PrismaPg would cut them at every semicolon,
 * catalog columns of type "char" are understood, and shadow databases get created and dropped.
 */
export class EngineAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres';
  readonly adapterName = '@prisma/adapter-pg';
  /** The error that PostgreSQL gave for the last script; the engine reports it without its message. */
  scriptError: unknown;
  readonly #connection: EngineConnection;
  readonly #connectionString: string;

  constructor(connection: EngineConnection, connectionString: string) {
    this.#connection = connection;
    this.#connectionString = connectionString;
  }

  async connect(): Promise<SqlDriverAdapter> {
    return this.#adapt(this.#connection);
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const name = `scrip_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    await this.#connection.client.query(`CREATE DATABASE ${name}`);
    const shadow = await openEngineConnection(this.#connectionString, name);
    const adapter = await this.#adapt(shadow);
    adapter.dispose = async () => {
      await shadow.close();
      await this.#connection.client.query(`DROP DATABASE ${name}`);
    };
    return adapter;
  }

  async #adapt({ pool, client }: EngineConnection): Promise<SqlDriverAdapter> {
    const adapter = await new PrismaPg(pool).connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      try {
        return await queryRaw(query);
      } catch (error) {
        if (!isUnknownChar(error)) throw error;
        return queryWithChars(client, query, queryRaw);
      }
    };
    adapter.executeScript = async (script) => {
      this.scriptError = undefined;
      try {
        await client.query(script);
      } catch (error) {
        this.scriptError = error;
        throw error;
      }
    };
    return adapter;
  }
}

function isUnknownChar(error: unknown): boolean {
  return (
    error instanceof DriverAdapterError &&
    error.cause.kind === 'UnsupportedNativeDataType' &&
    error.cause.type === 'char'
  );
}

async function queryWithChars(
  client: EngineConnection['client'],
  query: SqlQuery,
  queryRaw: (query: SqlQuery) => Promise<SqlResultSet>,
): Promise<SqlResultSet> {
  const inner = query.sql.trim().replace(/;$/, '');
  const { fields } = await client.query(`SELECT * FROM (${inner}) AS shape LIMIT 0`, query.args);
  const chars = new Set(
    fields.filter((field) => field.dataTypeID === internalCharOid).map(({ name }) => name),
  );
  const columns = fields.map(({ name }) => (chars.has(name) ? `"${name}"::text AS "${name}"` : `"${name}"`));
  const result = await queryRaw({ ...query, sql: `SELECT ${columns.join(', ')} FROM (${inner}) AS shape` });
  const columnTypes = result.columnNames.map((name, index) =>
    chars.has(name) ? ColumnTypeEnum.Character : (result.columnTypes[index] ?? ColumnTypeEnum.Text),
  );
  return { ...result, columnTypes };
}
