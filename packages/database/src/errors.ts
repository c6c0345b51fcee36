/** What an error from the database tells: the SQLSTATE, the constraint, and Prisma's own code where it has one. */
type DatabaseFacts = { sqlState?: string; constraint?: string; prismaCode?: string; text: string };

/**
 * True for a unique violation, from a model call, a raw query or the driver itself. `constraint` matches by prefix,
 * since a distributed PostgreSQL appends the shard to constraint names.
 * Inside an interactive transaction the transaction is lost by then: use ON CONFLICT or skipDuplicates there.
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, '23505', constraint);
}

/** True when a CHECK refused a row; `constraint` matches by prefix. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, '23514', constraint);
}

/** True when a foreign key refused a row or a deletion; `constraint` matches by prefix. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, '23503', constraint) || isViolation(error, '23001', constraint);
}

/** True for a deadlock or serialization failure: nothing happened, and the same transaction may succeed when repeated. */
export function isWriteConflict(error: unknown): boolean {
  const { sqlState, prismaCode } = factsOf(error);
  return sqlState === '40001' || sqlState === '40P01' || prismaCode === 'P2034';
}

/** True when an update or delete by unique key found no row. */
export function isRecordNotFound(error: unknown): boolean {
  return factsOf(error).prismaCode === 'P2025';
}

/** True when the server could not be reached, or the connection or the wait for one was lost: the outcome may be unknown. */
export function isConnectionError(error: unknown): boolean {
  const { sqlState, prismaCode, text } = factsOf(error);
  return (
    (sqlState !== undefined && connectionStates.test(sqlState)) ||
    (prismaCode !== undefined && connectionPrismaCodes.has(prismaCode)) ||
    connectionTexts.test(text)
  );
}

/**
 * True when the database cannot serve at the moment: it cannot be reached, the connection was lost, or it lacks room on
 * the disk, memory or connections. The outcome may be unknown; the same request may succeed later.
 */
export function isUnavailable(error: unknown): boolean {
  return isConnectionError(error) || sqlStateOf(error)?.startsWith('53') === true;
}

/** The five-character SQLSTATE that PostgreSQL answered with, if it did. */
export function sqlStateOf(error: unknown): string | undefined {
  return factsOf(error).sqlState;
}

// 08: connection exceptions; 53300: too many connections; 57P01 to 57P03: shutting down, crashed, starting up.
const connectionStates = /^(08...|53300|57P0[123])$/;
const connectionPrismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028']);
const connectionTexts =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|DatabaseNotReachable|ConnectionClosed|SocketTimeout|Connection terminated|timeout exceeded when trying to connect|not queryable/;

function isViolation(error: unknown, sqlState: string, constraint: string | undefined): boolean {
  const facts = factsOf(error);
  if (facts.sqlState !== sqlState) return false;
  return constraint === undefined || (facts.constraint?.startsWith(constraint) ?? false);
}

function factsOf(error: unknown): DatabaseFacts {
  const outer = asRecord(error);
  const cause = asRecord(asRecord(asRecord(outer.meta).driverAdapterError ?? outer).cause);
  const code = asText(outer.code);
  const sqlState = asText(cause.originalCode) ?? asText(cause.code) ?? (isSqlState(code) ? code : undefined);
  const message = asText(cause.originalMessage) ?? asText(cause.message) ?? asText(outer.message) ?? '';
  const constraint =
    asText(asRecord(cause.constraint).index) ?? asText(outer.constraint) ?? lastQuotedName(message);
  return {
    ...(sqlState ? { sqlState } : {}),
    ...(constraint ? { constraint } : {}),
    ...(code && /^P\d{4}$/.test(code) ? { prismaCode: code } : {}),
    text: [code, asText(cause.kind), asText(cause.code), message].join(' '),
  };
}

// The adapter passes a CHECK's name in the message only; the quotes differ by the server's language.
function lastQuotedName(message: string): string | undefined {
  return [...message.matchAll(/["«»„“”](\w+)["«»„“”]/g)].at(-1)?.[1];
}

function isSqlState(code: string | undefined): boolean {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code);
}

function asRecord(value: unknown): Record<string, unknown> {
  // Any object may be read by key; what comes out stays unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
