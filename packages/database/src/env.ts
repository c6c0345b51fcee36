/** The server that the commands in cli/ work on; the library itself is told by its caller. */
export const databaseUrl = process.env.DATABASE_URL;
