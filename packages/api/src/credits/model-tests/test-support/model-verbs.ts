import { type Answer, creditsPerUnit, type Model, type Outcome, Refusal, type Request } from './model.ts';
import { addGrant, lastEntryAt, nextDueAt, passTime, post, takeCredits } from './model-credits.ts';
import { capture, extend, hold, release } from './model-holds.ts';
import { limitsOf, refuseCapped, refuseShort } from './model-limits.ts';
import { refund } from './model-refund.ts';
import { viewEntry } from './model-views.ts';

export type Call = { key: string; request: Request; at: number };

const nothing: Answer = { entry: null, hold: null, grant: null, limits: null };

/** Lets a call happen to the model and predicts its outcome. A refusal leaves nothing behind. */
export function applyCall(model: Model, { key, request, at }: Call): Outcome {
  const isKeyed = request.verb !== 'overdraft' && request.verb !== 'caps';
  const known = isKeyed ? model.keys.get(key) : undefined;
  if (known) {
    const fields = differingFields(known.request, request);
    if (fields.length > 0) return { ok: false, code: 'CONFLICT', details: { fields } };
    return { ok: true, replayed: true, ...known.answer };
  }
  // Clocks differ, but time in an account never goes back.
  const now = Math.max(at, lastEntryAt(model));
  model.caller = key;
  // A refused spend leaves behind what was due before it.
  const before = request.verb !== 'spend' && nextDueAt(model) <= now ? structuredClone(model) : null;
  try {
    passTime(model, now);
    const answer = { ...nothing, ...run(model, request, now) };
    if (isKeyed) model.keys.set(key, { request, answer });
    return { ok: true, replayed: false, ...answer };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (before) Object.assign(model, before);
    return { ok: false, code: error.code, details: error.details };
  }
}

function differingFields(a: object, b: object): string[] {
  const [fieldsA, fieldsB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const names = new Set([...fieldsA.keys(), ...fieldsB.keys()]);
  return [...names].filter((name) => fieldsA.get(name) !== fieldsB.get(name)).sort();
}

function run(model: Model, request: Request, at: number): Partial<Answer> {
  switch (request.verb) {
    case 'spend':
      return spend(model, request, at);
    case 'refund':
      return refund(model, request, at);
    case 'hold':
      return hold(model, request, at);
    case 'capture':
      return capture(model, request, at);
    case 'release':
      return release(model, request, at);
    case 'extend':
      return extend(model, request, at);
    case 'grant':
      return grant(model, request, at);
    case 'void':
      return voidGrant(model, request, at);
    case 'adjust':
      return adjust(model, request, at);
    case 'overdraft':
      return setOverdraft(model, request.overdraftCredits, at);
    case 'caps':
      model.caps = request.caps;
      return { limits: limitsOf(model, at) };
  }
}

type Of<Verb extends Request['verb']> = Extract<Request, { verb: Verb }>;

function spend(model: Model, { featureKey, quantity }: Of<'spend'>, at: number): Partial<Answer> {
  const cost = quantity * (creditsPerUnit[featureKey] ?? 0);
  refuseShort(model, cost);
  refuseCapped(model, featureKey, cost, at);
  const payers = takeCredits(model, cost);
  const entry = post(model, { kind: 'SPEND', featureKey, creditsUsed: cost, at, payers });
  model.uses.push({ featureKey, credits: cost, at });
  return { entry: viewEntry(entry) };
}

function grant(model: Model, request: Of<'grant'>, at: number): Partial<Answer> {
  const { amountCredits, priority, expiresAt = null } = request;
  if (expiresAt !== null && expiresAt <= at) throw new Refusal('INVALID_INPUT', { paths: ['expiresAt'] });
  const startsAt = Math.max(at, request.startsAt ?? at);
  const fields = { amountCredits, priority, expiresAt, startsAt, createdAt: at };
  if (startsAt > at) return { grant: addGrant(model, { ...fields, entrySeq: null }) };
  const entry = post(model, { kind: 'GRANT', creditsUsed: -amountCredits, at });
  return { entry: viewEntry(entry), grant: addGrant(model, { ...fields, entrySeq: entry.seq }) };
}

function voidGrant(model: Model, { grantId }: Of<'void'>, at: number): Partial<Answer> {
  const target = typeof grantId === 'number' ? model.grants[grantId] : undefined;
  if (!target || typeof grantId !== 'number') throw new Refusal('NOT_FOUND');
  if (target.voidedAt !== null) throw new Refusal('GRANT_ENDED', { reason: 'VOIDED' });
  if (target.expiresAt !== null && target.expiresAt <= at)
    throw new Refusal('GRANT_ENDED', { reason: 'EXPIRED' });
  const payers = Array<number>(target.remainingCredits).fill(grantId);
  target.voidedAt = at;
  target.remainingCredits = 0;
  if (payers.length === 0) return { grant: grantId };
  const entry = post(model, { kind: 'ADJUSTMENT', creditsUsed: payers.length, at, payers });
  return { entry: viewEntry(entry), grant: grantId };
}

function adjust(model: Model, request: Of<'adjust'>, at: number): Partial<Answer> {
  const actual = model.creditsRemaining;
  let delta: number;
  if (request.mode === 'delta') {
    delta = request.deltaCredits;
    if (delta < 0) refuseShort(model, -delta);
  } else {
    const expected = request.expectedCreditsRemaining;
    if (expected !== undefined && expected !== actual)
      throw new Refusal('BALANCE_MOVED', { expected, actual });
    delta = request.creditsRemaining - actual;
    if (delta === 0) throw new Refusal('INVALID_INPUT', { paths: ['creditsRemaining'] });
  }
  const payers = delta < 0 ? takeCredits(model, -delta) : [];
  const entry = post(model, { kind: 'ADJUSTMENT', creditsUsed: 0 - delta, at, payers });
  if (delta > 0) addGrant(model, { amountCredits: delta, createdAt: at, entrySeq: entry.seq });
  return { entry: viewEntry(entry) };
}

function setOverdraft(model: Model, overdraftCredits: number, at: number): Partial<Answer> {
  const owed = Math.max(0, -model.creditsRemaining);
  if (owed > overdraftCredits) throw new Refusal('OVERDRAFT_IN_USE', { owed });
  model.overdraftCredits = overdraftCredits;
  return { limits: limitsOf(model, at) };
}
