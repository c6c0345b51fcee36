import type { Answer, EntryView, HoldView, Model, ModelEntry, ModelGrant, Payer } from './model.ts';
import { hasEnded, passTime } from './model-credits.ts';
import { limitsOf } from './model-limits.ts';
import { viewEntry, viewHold } from './model-views.ts';

export type Payments = { grant: Payer; credits: number }[];

export type GrantView = Pick<
  ModelGrant,
  'amountCredits' | 'remainingCredits' | 'priority' | 'startsAt' | 'expiresAt' | 'entrySeq' | 'origin'
> & { state: 'SCHEDULED' | 'ACTIVE' | 'EXHAUSTED' | 'EXPIRED' | 'VOIDED' };

/** All that can be seen of an account at an instant; grants and holds in the order of the model's lists. */
export type Snapshot = {
  limits: Answer['limits'];
  creditsRemaining: number;
  creditsHeld: number;
  entries: EntryView[];
  payments: Payments[];
  grants: GrantView[];
  holds: HoldView[];
  /** Of which grants the credits of the open holds are. */
  heldBy: Payments[];
};

export function snapshotOfModel(model: Model, at: number): Snapshot {
  passTime(model, at);
  const { creditsRemaining, creditsHeld, entries, grants, holds } = model;
  return {
    limits: limitsOf(model, at),
    creditsRemaining,
    creditsHeld,
    entries: entries.map(viewEntry),
    payments: entries.map((entry) => paymentsOf(entry, grants)),
    grants: grants.map((grant) => viewGrant(grant, at)),
    holds: holds.map(viewHold),
    heldBy: holds.map(({ status, payers }) =>
      status === 'OPEN' ? inRuns(payers.map((grant) => ({ grant, credits: 1 }))) : [],
    ),
  };
}

function viewGrant(grant: ModelGrant, at: number): GrantView {
  const { amountCredits, remainingCredits, priority, startsAt, expiresAt, entrySeq, origin } = grant;
  const fields = { amountCredits, remainingCredits, priority, startsAt, expiresAt, entrySeq, origin };
  if (grant.voidedAt !== null) return { ...fields, state: 'VOIDED' };
  if (hasEnded(grant, at)) return { ...fields, state: 'EXPIRED' };
  if (entrySeq === null) return { ...fields, state: 'SCHEDULED' };
  return { ...fields, state: remainingCredits > 0 ? 'ACTIVE' : 'EXHAUSTED' };
}

function paymentsOf(entry: ModelEntry, grants: ModelGrant[]): Payments {
  if (entry.creditsUsed > 0) return inRuns(entry.payers.map((grant) => ({ grant, credits: 1 })));
  const returned = entry.payers.map((grant) => ({ grant, credits: -1 }));
  const made = grants.flatMap(({ entrySeq, amountCredits }, grant) =>
    entrySeq === entry.seq ? [{ grant, credits: -amountCredits }] : [],
  );
  return inSums([...returned, ...made]);
}

/** Who paid, in the order in which it burnt. */
export function inRuns(payments: Payments): Payments {
  const runs: Payments = [];
  for (const { grant, credits } of payments) {
    const last = runs.at(-1);
    if (last?.grant === grant) last.credits += credits;
    else runs.push({ grant, credits });
  }
  return runs;
}

/** Where credits went; their order means nothing. */
export function inSums(payments: Payments): Payments {
  const sums = new Map<Payer, number>();
  for (const { grant, credits } of payments) sums.set(grant, (sums.get(grant) ?? 0) + credits);
  return [...sums]
    .map(([grant, credits]) => ({ grant, credits }))
    .sort((a, b) => (a.grant ?? -1) - (b.grant ?? -1));
}
