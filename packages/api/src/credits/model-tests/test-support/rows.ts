import type { GrantState, HoldState } from '../../account/state.ts';
import type { Hold } from '../../hold-schema.ts';
import type { Entry } from '../../schema.ts';
import { type EntryView, type HoldView, type Model, nameOf, type Payer } from './model.ts';
import { type GrantView, inRuns, type Payments } from './snapshot.ts';

/** The ids of what the model knows by its place, or of an entry by its number. */
export type Ids = {
  entryIds: Map<number, string>;
  holdIds: Map<number, string>;
  grantIds: Map<number, string>;
};

export function noIds(): Ids {
  return { entryIds: new Map(), holdIds: new Map(), grantIds: new Map() };
}

export function placeOf(ids: Map<number, string>, id: string | null): Payer {
  if (id === null) return null;
  for (const [place, other] of ids) if (other === id) return place;
  return -1;
}

/** What was made, with the key of the call that made it. */
export type MadeRow = { id: string; madeBy: string; originGrantId?: string | null };

/** The ids of grants and holds by their names in the model. */
export function idsByName(rows: MadeRow[]): Map<string, string> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const nameOfRow = ({ madeBy, originGrantId }: MadeRow): string => {
    const replaced = originGrantId ? byId.get(originGrantId) : undefined;
    return replaced ? `${madeBy} for ${nameOfRow(replaced)}` : madeBy;
  };
  return new Map(rows.map((row) => [nameOfRow(row), row.id]));
}

/** Gives what the model has made the ids that it knows by now. */
export function bindMade({ grantIds, holdIds }: Ids, model: Model): void {
  for (const [place, grant] of model.grants.entries()) {
    grant.id = model.ids.get(nameOf(model, grant)) ?? '';
    grantIds.set(place, grant.id);
  }
  for (const [place, hold] of model.holds.entries()) {
    hold.id = model.ids.get(hold.madeBy) ?? '';
    holdIds.set(place, hold.id);
  }
}

export function inOrder<Row extends { id: string }>(rows: Iterable<Row>, ids: Map<number, string>): Row[] {
  return [...rows].sort((a, b) => (placeOf(ids, a.id) ?? 0) - (placeOf(ids, b.id) ?? 0));
}

type EntryLike = Pick<Entry, 'seq' | 'kind' | 'creditsUsed' | 'balanceAfter' | 'timestamp'> & {
  featureKey?: string | null;
};

export function viewEntryRow(entry: EntryLike): EntryView {
  const { seq, kind, featureKey = null, creditsUsed, balanceAfter, timestamp } = entry;
  return { seq, kind, featureKey, creditsUsed, balanceAfter, at: timestamp.getTime() };
}

type HoldLike = Omit<HoldView, 'expiresAt' | 'endedAt' | 'createdAt'> &
  Pick<Hold, 'expiresAt' | 'endedAt' | 'createdAt'>;

export function viewHoldRow(hold: HoldLike): HoldView {
  const { featureKey, amountCredits, capturedCredits, status } = hold;
  return {
    featureKey,
    amountCredits,
    capturedCredits,
    status,
    expiresAt: hold.expiresAt.getTime(),
    endedAt: hold.endedAt?.getTime() ?? null,
    createdAt: hold.createdAt.getTime(),
  };
}

/** Of which grants an open hold has its credits. */
export function heldByOf(
  { grantIds }: Ids,
  { status, shares }: Pick<HoldState, 'status' | 'shares'>,
): Payments {
  if (status !== 'OPEN') return [];
  return inRuns(shares.map(({ grantId, credits }) => ({ grant: placeOf(grantIds, grantId), credits })));
}

export function viewGrantRow(
  grant: GrantState & { state: GrantView['state'] },
  ids: Ids,
  seqOf: (entryId: string) => number | undefined,
): GrantView {
  const { amountCredits, remainingCredits, priority, startsAt, expiresAt, entryId, state } = grant;
  return {
    amountCredits,
    remainingCredits,
    priority,
    startsAt: startsAt.getTime(),
    expiresAt: expiresAt?.getTime() ?? null,
    entrySeq: entryId === null ? null : (seqOf(entryId) ?? -1),
    origin: placeOf(ids.grantIds, grant.originGrantId),
    state,
  };
}
