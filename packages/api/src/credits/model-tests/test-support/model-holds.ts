import {
  type Answer,
  creditsPerUnit,
  type Model,
  type ModelHold,
  type Ref,
  Refusal,
  type Request,
} from './model.ts';
import { endHold, post, returnHeld, takeCredits, unhold } from './model-credits.ts';
import { refuseCapped, refuseShort } from './model-limits.ts';
import { viewEntry, viewHold } from './model-views.ts';

type Of<Verb extends Request['verb']> = Extract<Request, { verb: Verb }>;

function openHoldOf(model: Model, ref: Ref): ModelHold {
  const found = typeof ref === 'number' ? model.holds[ref] : undefined;
  if (!found) throw new Refusal('NOT_FOUND');
  if (found.status !== 'OPEN') throw new Refusal('HOLD_ENDED', { status: found.status });
  return found;
}

export function hold(model: Model, request: Of<'hold'>, at: number): Partial<Answer> {
  const { featureKey, amountCredits, ttlSeconds } = request;
  refuseShort(model, amountCredits);
  refuseCapped(model, featureKey, amountCredits, at);
  const opened: ModelHold = {
    featureKey,
    amountCredits,
    capturedCredits: 0,
    status: 'OPEN',
    expiresAt: at + ttlSeconds * 1000,
    endedAt: null,
    createdAt: at,
    madeBy: model.caller,
    id: model.ids.get(model.caller) ?? '',
    payers: takeCredits(model, amountCredits),
  };
  model.creditsRemaining -= amountCredits;
  model.creditsHeld += amountCredits;
  model.uses.push({ featureKey, credits: amountCredits, at });
  model.holds.push(opened);
  return { hold: viewHold(opened) };
}

export function capture(model: Model, request: Of<'capture'>, at: number): Partial<Answer> {
  const held = openHoldOf(model, request.holdId);
  const { featureKey, amountCredits, createdAt } = held;
  const unitCredits = creditsPerUnit[featureKey] ?? 0;
  const { quantity } = request;
  const used = quantity === undefined ? (request.amountCredits ?? amountCredits) : quantity * unitCredits;
  const extra = used - amountCredits;
  if (extra > 0) {
    refuseShort(model, extra);
    refuseCapped(model, featureKey, extra, at);
  }
  held.status = 'CAPTURED';
  held.capturedCredits = used;
  held.endedAt = at;
  unhold(model, held);
  model.uses.push({ featureKey, credits: extra, at: extra > 0 ? at : createdAt });
  const payers = [
    ...held.payers.slice(0, Math.min(used, amountCredits)),
    ...takeCredits(model, Math.max(0, extra)),
  ];
  const entry = post(model, {
    kind: 'SPEND',
    featureKey,
    creditsUsed: used,
    at,
    payers,
    countsSince: createdAt,
  });
  returnHeld(model, held.payers.slice(used), at);
  return { entry: viewEntry(entry) };
}

export function release(model: Model, { holdId }: Of<'release'>, at: number): Partial<Answer> {
  const held = openHoldOf(model, holdId);
  endHold(model, held, 'RELEASED', at);
  return { hold: viewHold(held) };
}

export function extend(model: Model, { holdId, ttlSeconds }: Of<'extend'>, at: number): Partial<Answer> {
  const held = openHoldOf(model, holdId);
  held.expiresAt = Math.max(held.expiresAt, at + ttlSeconds * 1000);
  return { hold: viewHold(held) };
}
