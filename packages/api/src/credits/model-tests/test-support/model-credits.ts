import {
  type EntryView,
  type Model,
  type ModelEntry,
  type ModelGrant,
  type ModelHold,
  nameOf,
  oldestFirst,
  type Payer,
} from './model.ts';

export function hasEnded(grant: ModelGrant, at: number): boolean {
  return grant.voidedAt !== null || (grant.expiresAt !== null && grant.expiresAt <= at);
}

function isBurning(grant: ModelGrant): boolean {
  return grant.entrySeq !== null && grant.voidedAt === null && grant.remainingCredits > 0;
}

function burnsBefore(a: ModelGrant, b: ModelGrant): boolean {
  if (a.priority !== b.priority) return a.priority < b.priority;
  const [expiryA, expiryB] = [a.expiresAt ?? Number.MAX_VALUE, b.expiresAt ?? Number.MAX_VALUE];
  if (expiryA !== expiryB) return expiryA < expiryB;
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;
}

/** Takes credit after credit out of the grant that burns first. */
export function takeCredits(model: Model, credits: number): Payer[] {
  const payers: Payer[] = [];
  for (let nth = 0; nth < credits; nth += 1) {
    let first: ModelGrant | null = null;
    for (const grant of model.grants) {
      if (isBurning(grant) && (!first || burnsBefore(grant, first))) first = grant;
    }
    if (first) first.remainingCredits -= 1;
    payers.push(first ? model.grants.indexOf(first) : null);
  }
  return payers;
}

/** Puts credits back, and returns those whose grants have ended. */
export function giveCreditsBack(model: Model, payers: Payer[], at: number): number[] {
  const lapsed: number[] = [];
  for (const payer of payers) {
    const grant = payer === null ? undefined : model.grants[payer];
    if (payer === null || !grant) continue;
    if (hasEnded(grant, at)) lapsed.push(payer);
    else grant.remainingCredits += 1;
  }
  coverOverdraft(model);
  return lapsed;
}

/** Credits that came pay for what the overdraft stood in for: the oldest spends first, then the oldest holds. */
function coverOverdraft(model: Model): void {
  for (const grant of oldestFirst(model.grants.filter(isBurning))) {
    const place = model.grants.indexOf(grant);
    for (const entry of model.entries) {
      if (entry.creditsUsed > 0) coverCredits(entry, entry.creditsUsed - entry.refundedCredits, grant, place);
    }
    for (const hold of oldestFirst(model.holds)) {
      if (hold.status === 'OPEN') coverCredits(hold, hold.amountCredits, grant, place);
    }
  }
}

function coverCredits(owing: { payers: Payer[] }, standing: number, grant: ModelGrant, place: number): void {
  for (let nth = 0; nth < standing; nth += 1) {
    if (owing.payers[nth] !== null || grant.remainingCredits === 0) continue;
    owing.payers[nth] = place;
    grant.remainingCredits -= 1;
  }
}

/** Writes an entry; time in an account never goes back. */
export function post(
  model: Model,
  fields: Pick<EntryView, 'kind' | 'creditsUsed' | 'at'> & Partial<ModelEntry>,
): ModelEntry {
  model.creditsRemaining -= fields.creditsUsed;
  const entry = {
    featureKey: null,
    payers: [],
    refundedCredits: 0,
    countsSince: fields.at,
    ...fields,
    seq: model.entries.length + 1,
    balanceAfter: model.creditsRemaining + model.creditsHeld,
    at: Math.max(fields.at, lastEntryAt(model)),
  };
  model.entries.push(entry);
  return entry;
}

export function lastEntryAt(model: Model): number {
  return model.entries.at(-1)?.at ?? 0;
}

export function addGrant(
  model: Model,
  grant: Pick<ModelGrant, 'amountCredits' | 'createdAt' | 'entrySeq'> & Partial<ModelGrant>,
): number {
  const added = {
    remainingCredits: grant.entrySeq === null ? 0 : grant.amountCredits,
    priority: 100,
    startsAt: grant.createdAt,
    expiresAt: null,
    voidedAt: null,
    origin: null,
    madeBy: model.caller,
    ...grant,
  };
  model.grants.push({ ...added, id: model.ids.get(nameOf(model, added)) ?? '' });
  coverOverdraft(model);
  return model.grants.length - 1;
}

/** Ends what a hold took: all of it becomes spendable, what lapsed meanwhile leaves. */
export function returnHeld(model: Model, payers: Payer[], at: number): void {
  const lapsed = giveCreditsBack(model, payers, at);
  for (const place of new Set(lapsed)) {
    const credits = lapsed.filter((payer) => payer === place);
    post(model, { kind: 'EXPIRY', creditsUsed: credits.length, at, payers: credits });
  }
}

export function endHold(model: Model, hold: ModelHold, status: 'RELEASED' | 'EXPIRED', at: number): void {
  hold.status = status;
  hold.endedAt = at;
  unhold(model, hold);
  model.uses.push({ featureKey: hold.featureKey, credits: -hold.amountCredits, at: hold.createdAt });
  returnHeld(model, hold.payers, at);
}

export function unhold(model: Model, hold: ModelHold): void {
  model.creditsHeld -= hold.amountCredits;
  model.creditsRemaining += hold.amountCredits;
}

/** The next instant at which something happens by itself. */
export function nextDueAt(model: Model): number {
  let next = Number.POSITIVE_INFINITY;
  for (const hold of model.holds) if (hold.status === 'OPEN') next = Math.min(next, hold.expiresAt);
  for (const grant of model.grants) {
    if (grant.voidedAt !== null) continue;
    if (grant.entrySeq === null) next = Math.min(next, grant.startsAt);
    else if (grant.remainingCredits > 0 && grant.expiresAt) next = Math.min(next, grant.expiresAt);
  }
  return next;
}

/** Lets everything happen that was due by then, instant by instant: holds end, then grants start or expire. */
export function passTime(model: Model, at: number): void {
  for (let due = nextDueAt(model); due <= at; due = nextDueAt(model)) {
    for (const hold of oldestFirst(model.holds)) {
      if (hold.status === 'OPEN' && hold.expiresAt <= due) endHold(model, hold, 'EXPIRED', due);
    }
    for (const grant of oldestFirst(model.grants)) passGrant(model, grant, due);
  }
}

function passGrant(model: Model, grant: ModelGrant, due: number): void {
  if (grant.voidedAt !== null) return;
  if (grant.entrySeq === null) {
    if (grant.startsAt > due) return;
    grant.entrySeq = post(model, { kind: 'GRANT', creditsUsed: -grant.amountCredits, at: due }).seq;
    grant.remainingCredits = grant.amountCredits;
    coverOverdraft(model);
  } else if (grant.remainingCredits > 0 && hasEnded(grant, due)) {
    const payers = Array<Payer>(grant.remainingCredits).fill(model.grants.indexOf(grant));
    grant.remainingCredits = 0;
    post(model, { kind: 'EXPIRY', creditsUsed: payers.length, at: due, payers });
  }
}
