import { isDeepStrictEqual } from 'node:util';
import type { LiveOutcome } from './live-account.ts';
import { type Rows, viewLive } from './live-snapshot.ts';
import type { Model } from './model.ts';
import { applyCall, type Call } from './model-verbs.ts';
import { inIds } from './outcomes.ts';
import { bindMade, type Ids, noIds } from './rows.ts';
import { snapshotOfModel } from './snapshot.ts';

type Seen = { outcomes: LiveOutcome[]; rows: Rows; at: number };

/** The model after an order of the calls in which each is answered as it was and all that is seen follows; null if none. */
export function explain(model: Model, ids: Ids, calls: Call[], seen: Seen): Model | null {
  for (const order of ordersOf(calls.map((_, nth) => nth))) {
    const candidate = structuredClone(model);
    if (!order.every((nth) => isAnsweredSo(candidate, calls[nth], seen.outcomes[nth]))) continue;
    const state = { ...snapshotOfModel(candidate, seen.at), payments: [] };
    if (isDeepStrictEqual(state, viewLive(seen.rows, idsFor(candidate, ids)))) return candidate;
  }
  return null;
}

/** The ids as they are if the model is right. */
function idsFor(model: Model, { entryIds }: Ids): Ids {
  const ids = { ...noIds(), entryIds };
  bindMade(ids, model);
  return ids;
}

function isAnsweredSo(model: Model, call: Call | undefined, seen: LiveOutcome | undefined): boolean {
  return call !== undefined && isDeepStrictEqual(inIds(applyCall(model, call), model), seen);
}

function* ordersOf(items: number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const first of items) {
    for (const rest of ordersOf(items.filter((item) => item !== first))) yield [first, ...rest];
  }
}
