import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Tries the mutants of `credits/` that no test without a database kills, group by group, each against the few files of
 * database tests that are about it: all of them for each mutant would take a day. A group that has its report is not tried
 * again (`.cache/mutation/`); arguments name groups to try anew. Ends with a table of all files.
 */
const credits = 'packages/api/src/credits';
const groups: Record<string, { sources: string; tests: string }> = {
  changing: {
    sources: 'reduce-grant,change-grant-expiry,sweep,statement,statement-repository,meaning',
    tests: 'changing-grants,changing-grants.db,sweep.db,statement.db,meaning',
  },
  holds: {
    sources: 'capture-hold,extend-hold,hold-credits,release-hold,holds,hold-repository,operation',
    tests: 'verbs,verbs-refuse,changing-grants,holds.db,listing.db,refusals.db,priced-spends.db,bad-keys.db',
  },
  grants: {
    sources: 'grant-credits,void-grant,adjust-balance,grants,grant-repository,known-account',
    tests:
      'verbs,verbs-refuse,grant-credits.db,adjust-balance.db,listing.db,refusals.db,bad-times.db,bad-references.db,bad-keys.db',
  },
  refunds: {
    sources: 'refund-spend,receipt',
    tests: 'verbs,verbs-refuse,receipt,refund-spend.db,bad-references.db,bad-keys.db',
  },
  limits: {
    sources: 'spend-limits,limits-repository,low-threshold,account/low-threshold-repository,alerts',
    tests: 'verbs-refuse,spend-caps,spend-caps.db,overdraft.db,refusals.db,low-threshold.db,alerts.db',
  },
  spends: {
    sources:
      'price-spend,quote-spend,draft-spend,spend-credits,settled-spends,spend-statement,lone-spend-statement,spend-many,spend-outcome,spend-all-or-nothing',
    tests:
      'spend-credits.db,quote-spend.db,priced-spends.db,spend-many.db,spend-all-or-nothing.db,lone-spend-statement.db,coalescing.db',
  },
  account: {
    sources: 'account/change-account,account/repository',
    tests:
      'holds.db,refund-spend.db,overdraft.db,expiring-grants.db,spend-caps.db,low-threshold.db,listing.db',
  },
  readers: {
    sources: 'history,entry-statement,repository,service,explain-entry',
    tests: 'history.db,history-pages.db,spend-credits.db,quote-spend.db,refund-spend.db,statement.db',
  },
  jobs: {
    sources: 'remove-expired-quotes-job,settle-due-accounts-job,announce,balance-feed',
    tests: 'remove-expired-quotes-job.db,balance-feed.db',
  },
};

/** Of Stryker's report what is read here. */
type Report = {
  files: Record<
    string,
    { mutants: { mutatorName: string; replacement?: string; location: object; status: string }[] }
  >;
};
const directory = '.cache/mutation';

function main(anew: string[]): void {
  mkdirSync(directory, { recursive: true });
  const config: object = JSON.parse(readFileSync('stryker.db.config.json', 'utf8'));
  for (const [name, { sources, tests }] of Object.entries(groups)) {
    const fileName = `${directory}/${name}.json`;
    if (existsSync(fileName) && !anew.includes(name)) continue;
    const configFile = `${directory}/stryker.${name}.json`;
    const mutate = sources.split(',').map((source) => `${credits}/${source}.ts`);
    writeFileSync(configFile, JSON.stringify({ ...config, mutate, jsonReporter: { fileName } }));
    const env = { ...process.env, MUTATION_TESTS: tests };
    const { status } = spawnSync('stryker', ['run', configFile], { stdio: 'inherit', env });
    if (status !== 0) throw new Error(`The mutants of "${name}" could not be tried.`);
  }
  const files = ['.cache/mutation.json', ...Object.keys(groups).map((name) => `${directory}/${name}.json`)];
  writeTable(files.filter((file) => existsSync(file)));
}

/** A mutant that any of the runs killed is dead. */
function writeTable(reports: string[]): void {
  const statuses = new Map<string, Map<string, string>>();
  for (const report of reports) {
    const { files }: Report = JSON.parse(readFileSync(report, 'utf8'));
    for (const [file, { mutants }] of Object.entries(files)) {
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
