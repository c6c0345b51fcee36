type Statement = { sql: string; args: readonly unknown[] };

// A connection keeps every named statement until it closes. Statements whose text varies with the number of rows could
// grow that without end, so only the first ones get a name; the rest run unnamed.
const maxNamedStatements = 500;

/** Names statements for PostgreSQL to parse and plan them once per connection; an empty name means: do not keep. */
export function createStatementNamer(): (statement: Statement) => string {
  const names = new Map<string, string>();
  return ({ sql, args }) => {
    if (args.length === 0) return '';
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= maxNamedStatements) return '';
    const name = `scrip_${names.size + 1}`;
    names.set(sql, name);
    return name;
  };
}
