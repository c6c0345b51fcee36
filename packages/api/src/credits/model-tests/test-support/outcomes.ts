import type { LiveOutcome } from './live-account.ts';
import type { Model, Outcome } from './model.ts';

/** Shortly before a day, and then a month, ends: caps of both start anew within a sequence. */
export const startOfTime = Date.parse('2026-11-28T20:00:00Z');

/** The model's outcome in the words of the real one. */
export function inIds(outcome: Outcome, model: Model): LiveOutcome {
  if (!outcome.ok) return outcome;
  const { grant, ...rest } = outcome;
  return { ...rest, grantId: grant === null ? null : (model.grants[grant]?.id ?? null) };
}
