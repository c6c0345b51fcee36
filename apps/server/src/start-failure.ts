/** A reason not to start that whoever started the process can remedy; its message is one sentence. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

// By name, since the classes of the others belong to packages that are costly to load.
const expectedFailures = ['StartFailure', 'EnvironmentError', 'EmbeddedPostgresError', 'MigrationError'];

/** What to tell about a failed start: one sentence for what was to be expected, everything for what was not. */
export function describeStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return expectedFailures.includes(error.name) ? error.message : (error.stack ?? error.message);
}
