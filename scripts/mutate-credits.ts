import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Tries the mutants of `credits/` that no test without a database kills, group by group, each against the few files of
 * database tests that are about it: all of them for each mutant would take a day. What survives is tried against `more`.
 * What has its report is not tried again (`.cache/mutation/`); arguments name groups to try anew. Ends with a table of all
 * files.
 */
const credits = 'packages/api/src/credits';
const groups: Record<string, { sources: string; tests: string; more?: string }> = {
  spends: {
    sources:
      'price-spend,quote-spend,draft-spend,spend-credits,settled-spends,spend-statement,lone-spend-statement,spend-many,spend-outcome,spend-all-or-nothing',
    tests:
      'spend-credits.db,quote-spend.db,priced-spends.db,spend-many.db,spend-all-or-nothing.db,lone-spend-statement.db,coalescing.db',
    more: 'spend-many-edges.db,key-caps.db,verbs-again.db,refusals.db,spend-caps.db,expiring-grants.db',
  },
  account: {
    sources: 'account/change-account,account/repository',
    tests:
      'holds.db,refund-spend.db,overdraft.db,expiring-grants.db,spend-caps.db,low-threshold.db,listing.db',
    more: 'account/repository.db,low-threshold.db,key-caps.db,numbering.db,adjust-balance.db',
  },
  holds: {
    sources: 'capture-hold,extend-hold,hold-credits,release-hold,holds,hold-repository,operation',
    tests: 'verbs,verbs-refuse,changing-grants,verbs-again.db,verbs-audit.db,holds.db,listing.db',
    more: 'refusals.db,holds-by-quantity.db,priced-spends.db,bad-keys.db,key-caps.db,expiring-grants.db',
  },
  grants: {
    sources: 'grant-credits,void-grant,adjust-balance,grants,grant-repository,known-account',
    tests: 'verbs,verbs-refuse,verbs-again.db,verbs-audit.db,grant-credits.db,adjust-balance.db,listing.db',
    more: 'refusals.db,bad-times.db,bad-references.db,bad-keys.db,expiring-grants.db,overflow.db',
  },
  refunds: {
    sources: 'refund-spend,receipt',
    tests: 'verbs,verbs-refuse,receipt,verbs-again.db,verbs-audit.db,refund-spend.db',
    more: 'bad-references.db,bad-keys.db,expiring-grants.db,key-caps.db,changing-grants.db',
  },
  limits: {
    sources: 'spend-limits,limits-repository,low-threshold,account/low-threshold-repository,alerts',
    tests:
      'verbs-refuse,spend-caps,verbs-again.db,verbs-audit.db,spend-caps.db,overdraft.db,low-threshold.db,alerts.db',
    more: 'refusals.db,check-spend.db',
  },
  readers: {
    sources: 'history,entry-statement,repository,service,explain-entry',
    tests: 'history.db,history-pages.db,spend-credits.db,quote-spend.db,refund-spend.db,statement.db',
    more: 'spend-many.db,holds.db,history-of-all.db,find-entry.db,remove-expired-quotes-job.db,expiring-grants.db,sweep.db',
  },
  keys: {
    sources: 'key-cap-statement,key-cap-repository,key-cap,key-caps,check-spend',
    tests: 'key-cap,check-spend.db,key-caps.db,spend-verdict,who-may-spend.db,refusals.db',
  },
  jobs: {
    sources: 'remove-expired-quotes-job,settle-due-accounts-job,announce,balance-feed',
    tests: 'remove-expired-quotes-job.db,balance-feed.db,sweep.db',
  },
  changing: {
    sources: 'reduce-grant,change-grant-expiry,sweep,statement,statement-repository,meaning',
    tests: 'changing-grants,changing-grants.db,sweep.db,statement.db,meaning',
  },
};

/** Of Stryker's report what is read here. */
type Place = { line: number; column: number };
type Mutant = {
  mutatorName: string;
  replacement?: string;
  location: { start: Place; end: Place };
  status: string;
};
type Report = { files: Record<string, { mutants: Mutant[] }> };
const directory = '.cache/mutation';
const reportOf = (run: string) => `${directory}/${run}.json`;
const moreOf = (name: string) => `${name}-more`;

function main(anew: string[]): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, { sources, tests }] of Object.entries(groups)) {
    if (existsSync(reportOf(name)) && !anew.includes(name)) continue;
    rmSync(reportOf(moreOf(name)), { force: true });
    tryMutants(
      name,
      sources.split(',').map((source) => `${credits}/${source}.ts`),
      tests,
    );
  }
  for (const [name, { more }] of Object.entries(groups)) {
    if (!more || existsSync(reportOf(moreOf(name)))) continue;
    const survivors = placesLeft(readReport(reportOf(name)));
    if (survivors.length > 0) tryMutants(moreOf(name), survivors, more);
  }
  const runs = Object.keys(groups).flatMap((name) => [name, moreOf(name)]);
  writeTable(['.cache/mutation.json', ...runs.map(reportOf)].filter((file) => existsSync(file)));
}

function tryMutants(run: string, mutate: string[], tests: string): void {
  const config: object = JSON.parse(readFileSync('stryker.db.config.json', 'utf8'));
  const configFile = `${directory}/stryker.${run}.json`;
  writeFileSync(configFile, JSON.stringify({ ...config, mutate, jsonReporter: { fileName: reportOf(run) } }));
  const env = { ...process.env, MUTATION_TESTS: tests };
  const { status } = spawnSync('stryker', ['run', configFile], { stdio: 'inherit', env });
  if (status !== 0) throw new Error(`The mutants of "${run}" could not be tried.`);
}

/** Where mutants are alive, as Stryker is told it. Others at the same place are tried again with them. */
function placesLeft({ files }: Report): string[] {
  const places = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location: { start, end } }) => `${file}:${toText(start)}-${toText(end)}`),
  );
  return [...new Set(places)];
}

/** Stryker counts columns from 0 where it is told them, and from 1 where it tells them. */
function toText({ line, column }: Place): string {
  return `${line}:${column - 1}`;
}

function readReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A mutant that any of the runs killed is dead. */
function writeTable(reports: string[]): void {
  const statuses = new Map<string, Map<string, string>>();
  for (const report of reports) {
    for (const [file, { mutants }] of Object.entries(readReport(report).files)) {
      const known = statuses.get(file) ?? new Map<string, string>();
      statuses.set(file, known);
      for (const { status, mutatorName, replacement, location } of mutants) {
        const key = JSON.stringify([mutatorName, replacement, location]);
        if (rankOf(status) >= rankOf(known.get(key))) known.set(key, status);
      }
    }
  }
  for (const [file, known] of [...statuses].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    writeRow(file.slice(credits.length + 1), [...known.values()]);
  writeRow(
    'all',
    [...statuses.values()].flatMap((known) => [...known.values()]),
  );
}

function rankOf(status: string | undefined): number {
  return ['NoCoverage', 'Survived', 'Timeout', 'Killed'].indexOf(status ?? '');
}

function writeRow(name: string, statuses: string[]): void {
  const [killed = 0, timeouts = 0, survived = 0, missed = 0] = [
    'Killed',
    'Timeout',
    'Survived',
    'NoCoverage',
  ].map((status) => statuses.filter((other) => other === status).length);
  const counts = [killed + timeouts + survived + missed, killed + timeouts, timeouts, survived, missed];
  process.stdout.write(`| \`${name}\` | ${counts.join(' | ')} |\n`);
}

main(process.argv.slice(2));
