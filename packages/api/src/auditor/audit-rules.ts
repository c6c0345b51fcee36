import type { AuditRule, Deviation } from './schema.ts';

type Subject = 'balance' | 'entry' | 'hold' | 'grant' | 'day' | 'fold' | 'mark';

/** The law of each rule, and what it is about. */
const rules = {
  balance: { law: 1, subject: 'balance' },
  held: { law: 1, subject: 'balance' },
  owner: { law: 1, subject: 'entry' },
  direction: { law: 1, subject: 'entry' },
  'hold-shares': { law: 1, subject: 'hold' },
  overdraft: { law: 3, subject: 'balance' },
  gap: { law: 4, subject: 'entry' },
  chain: { law: 4, subject: 'entry' },
  time: { law: 4, subject: 'entry' },
  newest: { law: 4, subject: 'balance' },
  'newest-time': { law: 4, subject: 'balance' },
  key: { law: 5, subject: 'entry' },
  'key-twice': { law: 5, subject: 'entry' },
  'hold-key': { law: 5, subject: 'hold' },
  'refund-link': { law: 6, subject: 'entry' },
  'refund-target': { law: 6, subject: 'entry' },
  'refund-sum': { law: 6, subject: 'entry' },
  'refund-number': { law: 6, subject: 'entry' },
  'hold-link': { law: 7, subject: 'entry' },
  'hold-state': { law: 7, subject: 'hold' },
  'hold-capture': { law: 7, subject: 'hold' },
  'grant-count': { law: 8, subject: 'entry' },
  'grant-amount': { law: 8, subject: 'entry' },
  'grant-origin': { law: 8, subject: 'grant' },
  'grant-return': { law: 8, subject: 'grant' },
  'grant-remainder': { law: 8, subject: 'grant' },
  'grant-account': { law: 8, subject: 'grant' },
  'hold-grants': { law: 8, subject: 'hold' },
  removal: { law: 8, subject: 'entry' },
  'removal-payer': { law: 8, subject: 'entry' },
  unpaid: { law: 8, subject: 'entry' },
  burn: { law: 8, subject: 'entry' },
  'burn-grant': { law: 8, subject: 'entry' },
  'burn-range': { law: 8, subject: 'entry' },
  unsettled: { law: 8, subject: 'entry' },
  settled: { law: 8, subject: 'balance' },
  'settled-balance': { law: 8, subject: 'balance' },
  due: { law: 8, subject: 'balance' },
  'usage-day': { law: 12, subject: 'day' },
  'usage-so-far': { law: 12, subject: 'day' },
  'usage-fold': { law: 12, subject: 'fold' },
  'usage-folded-seq': { law: 12, subject: 'fold' },
  'usage-mark': { law: 12, subject: 'mark' },
} as const satisfies Record<AuditRule, { law: number; subject: Subject }>;

type RuleAbout<Of extends Subject> = {
  [Rule in AuditRule]: (typeof rules)[Rule]['subject'] extends Of ? Rule : never;
}[AuditRule];

/** Rules about one row among many: the statement that reads the rows finds the places where they are broken. */
export type RowRule = RuleAbout<Exclude<Subject, 'balance'>>;

/** Where a row rule is broken: in how many rows, and the first of them as `[seq or id, expected, found]`. */
export type Places = { count: number; first: [string, string, string] };

export type BalanceFacts = {
  creditsRemaining: number;
  creditsHeld: number;
  lastSeq: number;
  overdraftCredits: number;
  settledSeq: number;
  lastEntryAt: Date | null;
  nextExpiryAt: Date | null;
};

/** All that one snapshot of the database tells about one user. */
export type AccountFacts = {
  userId: string;
  balance: BalanceFacts | null;
  entries: number;
  newestSeq: number;
  newestEntryAt: Date | null;
  /** The sum over all entries. */
  creditsUsed: number;
  /** The sum over the entries that are settled against the grants. */
  settledCreditsUsed: number;
  openHoldCredits: number;
  /** What is left of all grants, less what the overdraft stands in for. */
  backedCredits: number;
  /** When the first of the grants starts or expires or the first open hold ends. */
  dueAt: Date | null;
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
  const place = `${subject} ${subject === 'entry' || subject === 'mark' ? Number(row) : row}`;
  return { userId, law, rule, place, count, expected, found };
}

const noBalance: BalanceFacts = {
  creditsRemaining: 0,
  creditsHeld: 0,
  lastSeq: 0,
  overdraftCredits: 0,
  settledSeq: 0,
  lastEntryAt: null,
  nextExpiryAt: null,
};

function judgeBalance(facts: AccountFacts): Deviation[] {
  // Entries without a balance are told one by one, as entries of nobody.
  if (!facts.balance && facts.entries > 0) return [];
  const balance = facts.balance ?? noBalance;
  const { creditsRemaining, creditsHeld, lastSeq, settledSeq, lastEntryAt, nextExpiryAt } = balance;
  const { newestEntryAt, openHoldCredits, backedCredits, dueAt } = facts;
  const owned = 0 - facts.creditsUsed;
  const settled = 0 - facts.settledCreditsUsed - openHoldCredits;
  // Only today's allowance is known: an account may have been below zero rightly before the allowance was lowered.
  const floor = 0 - balance.overdraftCredits;
  const isTimeKnown = lastEntryAt?.getTime() === newestEntryAt?.getTime();
  const isDueKnown = !dueAt || (nextExpiryAt !== null && nextExpiryAt <= dueAt);
  const checks: [RuleAbout<'balance'>, holds: boolean, expected: number | string, found: number | string][] =
    [
      ['balance', creditsRemaining + creditsHeld === owned, owned, creditsRemaining + creditsHeld],
      ['held', creditsHeld === openHoldCredits, openHoldCredits, creditsHeld],
      ['overdraft', creditsRemaining >= floor, `at least ${floor}`, creditsRemaining],
      ['newest', lastSeq === facts.newestSeq, facts.newestSeq, lastSeq],
      ['newest-time', isTimeKnown, toText(newestEntryAt), toText(lastEntryAt)],
      ['settled', settledSeq >= 0 && settledSeq <= lastSeq, `0 to ${lastSeq}`, settledSeq],
      ['settled-balance', backedCredits === settled, settled, backedCredits],
      ['due', isDueKnown, `at most ${toText(dueAt)}`, toText(nextExpiryAt)],
    ];
  return checks.flatMap(([rule, holds, expected, found]) => {
    const told = { expected: String(expected), found: String(found) };
    return holds
      ? []
      : [{ userId: facts.userId, law: rules[rule].law, rule, place: null, count: 1, ...told }];
  });
}

function toText(at: Date | null): string {
  return at?.toISOString() ?? 'never';
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
