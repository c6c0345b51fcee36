import type { Model } from './model.ts';
import { nextDueAt } from './model-credits.ts';
import type { Call } from './model-verbs.ts';
import { requestOf } from './resolve-request.ts';
import type { Step } from './steps.ts';

/** A user's model, and the calls that were made so far. */
export type Player = { model: Model; calls: Call[] };

const waits = { tick: 1, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Turns a random step into the next call of a player. Calls never share an instant: it tells what they made apart. */
export function resolveStep(step: Step, { model, calls }: Player, lastAt: number): Call {
  const at = timeAfter(step, model, lastAt);
  const earlier = calls[step.key.pick % Math.max(1, calls.length)];
  const call = { key: `key-${calls.length}`, request: requestOf(step.intent, { model, now: at }), at };
  if (step.key.use === 'again' && earlier) call.request = earlier.request;
  if (step.key.use !== 'new' && earlier) call.key = earlier.key;
  calls.push(call);
  return call;
}

/** Calls that are made at once, a tick apart. Nothing becomes due between them, so their order is all that is open. */
export function resolveRound(
  steps: Step[],
  players: Player[],
  lastAt: number,
): { player: number; call: Call }[] {
  let at = lastAt;
  const first = steps[0];
  const opener = first && players[first.user];
  if (opener) at = timeAfter(first, opener.model, lastAt) - 1;
  for (const { model } of players) {
    const due = nextDueAt(model);
    if (at < due && due <= at + steps.length) at = due;
  }
  return steps.flatMap((step) => {
    const player = players[step.user];
    if (!player) return [];
    const call = resolveStep({ ...step, wait: 'tick' }, player, at);
    at = call.at;
    return [{ player: step.user, call }];
  });
}

function timeAfter({ wait }: Step, model: Model, lastAt: number): number {
  if (wait !== 'due' && wait !== 'before-due') return lastAt + waits[wait];
  const due = nextDueAt(model) - (wait === 'due' ? 0 : 1);
  return Number.isFinite(due) && due > lastAt ? due : lastAt + 1;
}
