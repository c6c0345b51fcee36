import type { EntryView, HoldView, ModelEntry, ModelHold } from './model.ts';

export function viewEntry({ seq, kind, featureKey, creditsUsed, balanceAfter, at }: ModelEntry): EntryView {
  return { seq, kind, featureKey, creditsUsed, balanceAfter, at };
}

export function viewHold({ payers: _, madeBy: __, id: ___, ...view }: ModelHold): HoldView {
  return view;
}
