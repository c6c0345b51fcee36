/** A PostgreSQL server whose user may create databases; without it the tests bring their own. */
export const testDatabaseUrl = process.env.TEST_DATABASE_URL;
