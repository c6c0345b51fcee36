import type { Model } from './model.ts';
import { nextDueAt } from './model-credits.ts';
import type { Call } from './model-verbs.ts';
import { requestOf } from './resolve-request.ts';
import type { Step } from './steps.ts';

/** A user's model, and the calls that were made so far. */
export type Player = { model: Model; calls: Call[] };

const waits = { tick: 1, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Turns a random step into the next call of a player, and tells what time it is by then. */
export function resolveStep(
  step: Step,
  { model, calls }: Player,
  lastAt: number,
): { call: Call; now: number } {
  const now = timeAfter(step, model, lastAt);
  const at = lagBehind(now, step.lag);
  const earlier = calls[step.key.pick % Math.max(1, calls.length)];
  const call = { key: `key-${calls.length}`, request: requestOf(step.intent, { model, now: at }), at };
  if (step.key.use === 'again' && earlier) call.request = earlier.request;
  if (step.key.use !== 'new' && earlier) call.key = earlier.key;
  calls.push(call);
  return { call, now };
}

/** Calls that are made at once, a tick apart. Nothing becomes due between them, so their order is all that is open. */
export function resolveRound(
  steps: Step[],
  players: Player[],
  lastAt: number,
): { calls: { player: number; call: Call }[]; now: number } {
  let at = lastAt;
  const first = steps[0];
  const opener = first && players[first.user];
  if (opener) at = timeAfter(first, opener.model, lastAt) - 1;
  for (const { model } of players) {
    const due = nextDueAt(model);
    if (at < due && due <= at + steps.length) at = due;
  }
  const calls = steps.flatMap((step) => {
    const player = players[step.user];
    if (!player) return [];
    const { call, now } = resolveStep({ ...step, wait: 'tick' }, player, at);
    at = now;
    return [{ player: step.user, call }];
  });
  return { calls, now: at };
}

/** Within the day: which day's caps a use counts towards where clocks disagree on the day, spend-caps.test.ts tells. */
function lagBehind(now: number, lag: number): number {
  return Math.max(now - lag, new Date(now).setUTCHours(0, 0, 0, 0));
}

function timeAfter({ wait }: Step, model: Model, lastAt: number): number {
  if (wait !== 'due' && wait !== 'before-due') return lastAt + waits[wait];
  const due = nextDueAt(model) - (wait === 'due' ? 0 : 1);
  return Number.isFinite(due) && due > lastAt ? due : lastAt + 1;
}
