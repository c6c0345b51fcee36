import type { AuditRule, Deviation } from './schema.ts';

type Subject = 'balance' | 'entry' | 'hold' | 'grant';

/** The law of each rule, and what it is about. */
const rules = {
  balance: { law: 1, subject: 'balance' },
  held: { law: 1, subject: 'balance' },
  direction: { law: 1, subject: 'entry' },
  overdraft: { law: 3, subject: 'balance' },
  gap: { law: 4, subject: 'entry' },
  chain: { law: 4, subject: 'entry' },
  newest: { law: 4, subject: 'balance' },
  key: { law: 5, subject: 'entry' },
  'refund-link': { law: 6, subject: 'entry' },
  'refund-target': { law: 6, subject: 'entry' },
  'refund-sum': { law: 6, subject: 'entry' },
  'refund-number': { law: 6, subject: 'entry' },
  'hold-state': { law: 7, subject: 'hold' },
  'hold-capture': { law: 7, subject: 'hold' },
  'grant-count': { law: 8, subject: 'entry' },
  'grant-amount': { law: 8, subject: 'entry' },
  'grant-origin': { law: 8, subject: 'grant' },
  'grant-remainder': { law: 8, subject: 'grant' },
  'grant-cover': { law: 8, subject: 'balance' },
  settled: { law: 8, subject: 'balance' },
} as const satisfies Record<AuditRule, { law: number; subject: Subject }>;

type RuleAbout<Of extends Subject> = {
  [Rule in AuditRule]: (typeof rules)[Rule]['subject'] extends Of ? Rule : never;
}[AuditRule];

/** Rules about one row among many: the statement that reads the rows finds the places where they are broken. */
export type RowRule = RuleAbout<'entry' | 'hold' | 'grant'>;

/** Where a row rule is broken: in how many rows, and the first of them as `[seq or id, expected, found]`. */
export type Places = { count: number; first: [string, string, string] };

/** All that one snapshot of the database tells about one user. */
export type AccountFacts = {
  userId: string;
  balance: {
    creditsRemaining: number;
    creditsHeld: number;
    lastSeq: number;
    overdraftCredits: number;
    settledSeq: number;
  } | null;
  entries: number;
  newestSeq: number;
  /** The sum over all entries. */
  creditsUsed: number;
  openHoldCredits: number;
  grantedCredits: number;
  places: Partial<Record<RowRule, Places>>;
};

/** Every rule that the account breaks, in the order of the laws. */
export function judgeAccount(facts: AccountFacts): Deviation[] {
  const rows = Object.entries(facts.places).map(([rule, places]) =>
    // The keys of `places` are row rules; Object.entries forgets it.
    describePlaces(facts.userId, rule as RowRule, places),
  );
  return [...judgeBalance(facts), ...rows].sort((a, b) => a.law - b.law);
}

function describePlaces(userId: string, rule: RowRule, { count, first }: Places): Deviation {
  const { law, subject } = rules[rule];
  const [row, expected, found] = first;
  const place = `${subject} ${subject === 'entry' ? Number(row) : row}`;
  return { userId, law, rule, place, count, expected, found };
}

const noBalance = {
  creditsRemaining: 0,
  creditsHeld: 0,
  lastSeq: 0,
  overdraftCredits: 0,
  settledSeq: 0,
};

function judgeBalance(facts: AccountFacts): Deviation[] {
  const { creditsRemaining, creditsHeld, lastSeq, overdraftCredits, settledSeq } = facts.balance ?? noBalance;
  const owned = 0 - facts.creditsUsed;
  const deviations: Deviation[] = [];
  const expect = (rule: RuleAbout<'balance'>, holds: boolean, expected: number | string, found: number) => {
    if (holds) return;
    const { law } = rules[rule];
    const texts = { expected: String(expected), found: String(found) };
    deviations.push({ userId: facts.userId, law, rule, place: null, count: 1, ...texts });
  };
  expect('balance', creditsRemaining + creditsHeld === owned, owned, creditsRemaining + creditsHeld);
  expect('held', creditsHeld === facts.openHoldCredits, facts.openHoldCredits, creditsHeld);
  // Only today's allowance is known: an account may have been below zero rightly before the allowance was lowered.
  const floor = 0 - overdraftCredits;
  expect('overdraft', creditsRemaining >= floor, `at least ${floor}`, creditsRemaining);
  expect('newest', lastSeq === facts.newestSeq, facts.newestSeq, lastSeq);
  expect('grant-cover', owned <= facts.grantedCredits, `at most ${facts.grantedCredits}`, owned);
  expect('settled', settledSeq >= 0 && settledSeq <= lastSeq, `0 to ${lastSeq}`, settledSeq);
  return deviations;
}

/** True if nothing new is to be told: a wrong balance that goes on being spent from is as wrong as it was. */
export function isSameDeviation(before: Deviation, after: Deviation): boolean {
  if (before.place !== after.place || before.count !== after.count) return false;
  if (before.expected === after.expected && before.found === after.found) return true;
  const difference = ({ expected, found }: Deviation) => Number(found) - Number(expected);
  return difference(before) === difference(after);
}

/** The first accounts whose entries together are at most `maxEntries`; one at least, however many it has. */
export function cutGroup<Account extends { lastSeq: number }>(
  accounts: Account[],
  maxEntries: number,
): Account[] {
  let entries = 0;
  const tooMany = accounts.findIndex(({ lastSeq }) => {
    entries += lastSeq;
    return entries > maxEntries;
  });
  return tooMany === -1 ? accounts : accounts.slice(0, Math.max(1, tooMany));
}
