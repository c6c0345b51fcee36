/** What an event said of one item; events come in the order in which they happened. */
export type ItemFact = {
  userId: string;
  itemId: string;
  occurredAt: Date;
  planKey: string | null;
  status: string;
  period: string;
  isFreeTrial: boolean;
  amountCents: number | null;
  currency: string | null;
  periodEnd: Date | null;
};

export type MonthFigures = {
  /** The first instant of the month, UTC. */
  month: Date;
  plans: PlanFigures[];
  /** Users with any active subscription at the end of the month. */
  activeUsers: number;
  newUsers: number;
  churnedUsers: number;
  trialUsers: number;
  mrr: { currency: string; cents: number }[];
};

export type PlanFigures = {
  planKey: string;
  activeUsers: number;
  newUsers: number;
  churnedUsers: number;
  mrr: { currency: string; cents: number }[];
};

type Moment = {
  /** Users by plan, and all of them together. */
  usersOf: Map<string, Set<string>>;
  users: Set<string>;
  trials: Set<string>;
  mrrOf: Map<string, Map<string, number>>;
};

const NO_PLAN = '(none)';
const MONTHS_PER_YEAR = 12;

/**
 * Figures of each month, up to its end or to `at`. Active at an instant is an item whose newest event by then says
 * active or past due, or canceled with its period still running, and that is no free trial. MRR is what such items cost
 * per month; a yearly price counts by a twelfth, rounded per item. New and churned compare the ends of two months: by
 * user in total, and by plan, where a change of plan is one of each.
 */
export function computeFigures(facts: ItemFact[], months: Date[], at: Date): MonthFigures[] {
  return months.map((month) => {
    const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1));
    const before = momentAt(facts, month);
    const after = momentAt(facts, next < at ? next : at);
    const planKeys = [...new Set([...before.usersOf.keys(), ...after.usersOf.keys()])].toSorted();
    return {
      month,
      plans: planKeys.map((planKey) => {
        const had = before.usersOf.get(planKey) ?? new Set<string>();
        const has = after.usersOf.get(planKey) ?? new Set<string>();
        return { planKey, ...compare(had, has), mrr: toList(after.mrrOf.get(planKey)) };
      }),
      ...compare(before.users, after.users),
      trialUsers: after.trials.size,
      mrr: toList(sumAll(after.mrrOf)),
    };
  });
}

function compare(had: ReadonlySet<string>, has: ReadonlySet<string>) {
  const newUsers = [...has].filter((user) => !had.has(user)).length;
  const churnedUsers = [...had].filter((user) => !has.has(user)).length;
  return { activeUsers: has.size, newUsers, churnedUsers };
}

/** Just before `until`. */
function momentAt(facts: ItemFact[], until: Date): Moment {
  const newest = new Map<string, ItemFact>();
  for (const fact of facts) if (fact.occurredAt < until) newest.set(fact.itemId, fact);
  const moment: Moment = { usersOf: new Map(), users: new Set(), trials: new Set(), mrrOf: new Map() };
  for (const fact of newest.values()) {
    if (!isRunning(fact, until)) continue;
    if (fact.isFreeTrial) moment.trials.add(fact.userId);
    else count(moment, fact);
  }
  return moment;
}

function isRunning({ status, periodEnd }: ItemFact, until: Date): boolean {
  if (status === 'canceled') return periodEnd !== null && periodEnd >= until;
  return status === 'active' || status === 'past_due';
}

function count({ users, usersOf, mrrOf }: Moment, fact: ItemFact): void {
  const planKey = fact.planKey ?? NO_PLAN;
  users.add(fact.userId);
  usersOf.set(planKey, (usersOf.get(planKey) ?? new Set()).add(fact.userId));
  if (!fact.amountCents) return;
  const cents = fact.period === 'annual' ? Math.round(fact.amountCents / MONTHS_PER_YEAR) : fact.amountCents;
  const currency = fact.currency ?? 'USD';
  const mrr = mrrOf.get(planKey) ?? new Map<string, number>();
  mrrOf.set(planKey, mrr.set(currency, (mrr.get(currency) ?? 0) + cents));
}

function sumAll(mrrOf: Moment['mrrOf']): Map<string, number> {
  const total = new Map<string, number>();
  for (const mrr of mrrOf.values()) {
    for (const [currency, cents] of mrr) total.set(currency, (total.get(currency) ?? 0) + cents);
  }
  return total;
}

function toList(mrr: ReadonlyMap<string, number> | undefined) {
  return [...(mrr ?? [])]
    .map(([currency, cents]) => ({ currency, cents }))
    .toSorted((a, b) => a.currency.localeCompare(b.currency));
}
