import { z } from 'zod';

export const FeatureSums = z.object({
  featureKey: z.string(),
  spends: z.int(),
  spentBefore: z.int(),
  spentAfter: z.int(),
  refundedBefore: z.int(),
  refundedAfter: z.int(),
  unpriceable: z.int(),
});
export type FeatureSums = z.infer<typeof FeatureSums>;

export const PlanSums = z.object({
  planId: z.string(),
  grants: z.int(),
  grantedBefore: z.int(),
  grantedAfter: z.int(),
});
export type PlanSums = z.infer<typeof PlanSums>;

/** What the proposal means to one user; instants as the database's JSON writes them. */
export type UserSums = {
  userId: string;
  entries: number;
  netBefore: number;
  netAfter: number;
  /** The first spend that would not have been paid for; null: there is none. */
  runOutAt: string | null;
  runOutEntryId: string | null;
  missingCredits: number | null;
};

export type SliceEffect = { features: FeatureSums[]; plans: PlanSums[]; users: UserSums[] };

const UserEffect = z.object({ userId: z.string(), netBefore: z.int(), netAfter: z.int() });
const RunOut = z.object({ userId: z.string(), atMs: z.int(), entryId: z.string(), missingCredits: z.int() });

/** The sums over all slices so far; small, however many users there are. */
export const PreviewTotals = z.object({
  features: z.array(FeatureSums),
  plans: z.array(PlanSums),
  netBefore: z.int(),
  netAfter: z.int(),
  users: z.int(),
  usersUnchanged: z.int(),
  usersFromNothing: z.int(),
  usersWithRunOut: z.int(),
  /** One count per gap between `bucketEdges`, and one on either side. */
  histogram: z.array(z.int()),
  runOuts: z.array(RunOut),
  winners: z.array(UserEffect),
  losers: z.array(UserEffect),
});
export type PreviewTotals = z.infer<typeof PreviewTotals>;

/** Percent of change where a bucket of the histogram ends and the next begins. */
export const bucketEdges = [-50, -25, -10, 0, 10, 25, 50, 100];
const RUN_OUTS = 100;
const TOP_USERS = 10;

export const noTotals: PreviewTotals = {
  features: [],
  plans: [],
  netBefore: 0,
  netAfter: 0,
  users: 0,
  usersUnchanged: 0,
  usersFromNothing: 0,
  usersWithRunOut: 0,
  histogram: Array.from({ length: bucketEdges.length + 1 }, () => 0),
  runOuts: [],
  winners: [],
  losers: [],
};

/** The totals with one more slice of users. Any order of slices leads to the same. */
export function addSlice(totals: PreviewTotals, { features, plans, users }: SliceEffect): PreviewTotals {
  const histogram = [...totals.histogram];
  let { usersUnchanged, usersFromNothing } = totals;
  for (const { netBefore, netAfter } of users) {
    const bucket = bucketOf(netBefore, netAfter);
    if (netAfter === netBefore) usersUnchanged += 1;
    else if (bucket === null) usersFromNothing += 1;
    else histogram[bucket] = (histogram[bucket] ?? 0) + 1;
  }
  const runOuts = users.flatMap(({ userId, runOutAt, runOutEntryId, missingCredits }) =>
    runOutAt === null || runOutEntryId === null || missingCredits === null
      ? []
      : [{ userId, atMs: Date.parse(runOutAt), entryId: runOutEntryId, missingCredits }],
  );
  const effects = users.map(({ userId, netBefore, netAfter }) => ({ userId, netBefore, netAfter }));
  const gain = (user: z.infer<typeof UserEffect>) => user.netBefore - user.netAfter;
  return {
    features: addByKey(totals.features, features, ({ featureKey }) => featureKey),
    plans: addByKey(totals.plans, plans, ({ planId }) => planId),
    netBefore: totals.netBefore + sum(users, ({ netBefore }) => netBefore),
    netAfter: totals.netAfter + sum(users, ({ netAfter }) => netAfter),
    users: totals.users + users.length,
    usersUnchanged,
    usersFromNothing,
    usersWithRunOut: totals.usersWithRunOut + runOuts.length,
    histogram,
    runOuts: firstOf([...totals.runOuts, ...runOuts], RUN_OUTS, (a, b) => a.atMs - b.atMs),
    winners: firstOf(
      [...totals.winners, ...effects].filter((user) => gain(user) > 0),
      TOP_USERS,
      (a, b) => gain(b) - gain(a),
    ),
    losers: firstOf(
      [...totals.losers, ...effects].filter((user) => gain(user) < 0),
      TOP_USERS,
      (a, b) => gain(a) - gain(b),
    ),
  };
}

/** Null where a percentage of what was spent before says nothing. */
function bucketOf(before: number, after: number): number | null {
  if (before <= 0) return null;
  const percent = ((after - before) / before) * 100;
  return bucketEdges.filter((edge) => percent >= edge).length;
}

function sum<T>(items: T[], toNumber: (item: T) => number): number {
  return items.reduce((total, item) => total + toNumber(item), 0);
}

/** Ties are settled by id, so that the order of slices does not show. */
function firstOf<T extends { userId: string }>(
  items: T[],
  count: number,
  compare: (a: T, b: T) => number,
): T[] {
  return items.toSorted((a, b) => compare(a, b) || (a.userId < b.userId ? -1 : 1)).slice(0, count);
}

function addByKey<T extends Record<string, string | number>>(
  totals: T[],
  more: T[],
  keyOf: (item: T) => string,
): T[] {
  const byKey = new Map(totals.map((item) => [keyOf(item), item]));
  for (const item of more) {
    const known = byKey.get(keyOf(item));
    byKey.set(keyOf(item), known ? addNumbers(known, item) : item);
  }
  return [...byKey.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function addNumbers<T extends Record<string, string | number>>(a: T, b: T): T {
  const added = Object.entries(a).map(([name, value]) => {
    const other = b[name];
    return [name, typeof value === 'number' && typeof other === 'number' ? value + other : value];
  });
  // The same names with values of the same types.
  return Object.fromEntries(added) as T;
}
