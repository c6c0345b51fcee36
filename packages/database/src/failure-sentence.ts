import { isConnectionError, sqlStateOf } from './errors.ts';

/** One sentence about a database that does not answer as it should; names neither host, user nor password. */
export function describeDatabaseFailure(error: unknown): string {
  const sqlState = sqlStateOf(error);
  if (sqlState === '3D000') return 'The database does not exist.';
  if (sqlState === '28P01' || sqlState === '28000') return 'The database refused the user or the password.';
  if (sqlState === '53300') return 'The database has no free connection.';
  if (isConnectionError(error)) return 'The database cannot be reached.';
  return sqlState ? `The database answered with an error (${sqlState}).` : 'The database failed.';
}
