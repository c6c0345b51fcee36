import { compareBurnOrder, sharesOfEntry } from '../../burn-down.ts';
import { toGrant } from '../../grants.ts';
import type { MemoryAccount } from './memory-account.ts';
import type { Model } from './model.ts';
import {
  bindMade,
  heldByOf,
  idsByName,
  inOrder,
  placeOf,
  viewEntryRow,
  viewGrantRow,
  viewHoldRow,
} from './rows.ts';
import { inRuns, inSums, type Snapshot } from './snapshot.ts';

/** Learns the ids of what the model has got since the last time. */
export function bindMemoryIds({ made, ids }: MemoryAccount, model: Model): void {
  if (ids.holdIds.size === model.holds.length && ids.grantIds.size === model.grants.length) return;
  model.ids = idsByName([...made.values()]);
  bindMade(ids, model);
}

/** All that the account would show at an instant. */
export function snapshotOfMemory({ store, ids }: MemoryAccount, at: Date): Snapshot {
  store.settled(at);
  const { balance, entries } = store;
  const holds = inOrder(store.holds.values(), ids.holdIds);
  const seqs = new Map(entries.map(({ id, seq }) => [id, seq]));
  const grants = [...store.grants.values()].sort(compareBurnOrder).map((grant) => toGrant(grant, at));
  return {
    limits: { overdraftCredits: balance.overdraftCredits, caps: [] },
    creditsRemaining: balance.creditsRemaining,
    creditsHeld: balance.creditsHeld,
    entries: entries.map(viewEntryRow),
    payments: entries.map((entry) => {
      const paid = sharesOfEntry(entry, store.burnsAt(entry.seq));
      const made = grants.filter(({ entryId }) => entryId === entry.id);
      const parts = [
        ...paid.map(({ grantId, credits }) => ({ grant: placeOf(ids.grantIds, grantId), credits })),
        ...made.map(({ id, amountCredits }) => ({
          grant: placeOf(ids.grantIds, id),
          credits: -amountCredits,
        })),
      ];
      return entry.creditsUsed > 0 ? inRuns(parts) : inSums(parts);
    }),
    grants: inOrder(grants, ids.grantIds).map((grant) => viewGrantRow(grant, ids, (id) => seqs.get(id))),
    holds: holds.map(viewHoldRow),
    heldBy: holds.map((hold) => heldByOf(ids, hold)),
  };
}
