import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export type Binaries = { initdb: string; pgCtl: string };

/** The major version that the packages in package.json carry. */
export const postgresMajor = 18;

/** Where this platform's PostgreSQL programs are. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const found: { initdb: string; pg_ctl: string } = await import(`@embedded-postgres/${platform}`);
    return { initdb: found.initdb, pgCtl: found.pg_ctl };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `There is no PostgreSQL to bring along for ${platform}; set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}
