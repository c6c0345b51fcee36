import {
  adjustBalance,
  captureHold,
  grantCredits,
  holdCredits,
  isDomainError,
  refundSpend,
  releaseHold,
  type ServiceContext,
  spendCredits,
  type UserPrincipal,
  unavailableOf,
  voidGrant,
} from '@scrip/api/server';
import type { Request } from './request.ts';

type EntryReceipt = Awaited<ReturnType<typeof spendCredits>>;
type HoldReceipt = Awaited<ReturnType<typeof holdCredits>>;
type GrantReceipt = Awaited<ReturnType<typeof grantCredits>>;

/** An entry as it travels: instants as text. */
export type PlainEntry = Omit<EntryReceipt['entry'], 'timestamp'> & { timestamp: string };

/** What an acknowledged change is known by: its entry, or, of a change without one, the answer kept with its key. */
export type Told = { entry: PlainEntry } | { answer: object };

export type Answer =
  /** `id` is what later requests name: of the spend, of the grant, of the hold. */
  | { kind: 'acknowledged'; told: Told; id: string; replayed: boolean }
  /** Decided: nothing was changed, and a repetition makes sense only after something else has changed. */
  | { kind: 'refused'; code: string }
  /** Told to come again with the same key, or told nothing: the change may have been made or not. */
  | { kind: 'unanswered'; reason: string }
  /** An error that does not say whether to come again: never right. */
  | { kind: 'unclear'; reason: string };

/** Something that carries requests out and may die meanwhile. Calls never reject. */
export type Service = { call(request: Request): Promise<Answer>; close(): Promise<void> };

export type Actors = { system: ServiceContext; admin: UserPrincipal };

/** Calls the verb, as the server's procedures would, and tells the outcome as a client sees it. */
export async function carryOut(actors: Actors, request: Request): Promise<Answer> {
  try {
    return toAnswer(await callVerb(actors, request));
  } catch (error) {
    const refusal = isDomainError(error) ? error : unavailableOf(error);
    if (!refusal) return { kind: 'unclear', reason: String(error) };
    if (refusal.code === 'UNAVAILABLE' || refusal.code === 'OVERLOADED') {
      return { kind: 'unanswered', reason: refusal.code };
    }
    return { kind: 'refused', code: refusal.code };
  }
}

type Receipt = EntryReceipt | HoldReceipt | GrantReceipt;

function toAnswer(receipt: Receipt): Answer {
  const { replayed } = receipt;
  if ('hold' in receipt) {
    return { kind: 'acknowledged', told: { answer: toPlain(receipt.hold) }, id: receipt.hold.id, replayed };
  }
  const { entry } = receipt;
  const grant = 'grant' in receipt ? receipt.grant : null;
  const id = grant?.id ?? entry?.id ?? '';
  if (!entry) return { kind: 'acknowledged', told: { answer: toPlain({ grant, entry }) }, id, replayed };
  const told = { entry: { ...entry, timestamp: entry.timestamp.toISOString() } };
  return { kind: 'acknowledged', told, id, replayed };
}

/** As the database keeps it. */
function toPlain(answer: object): object {
  return JSON.parse(JSON.stringify(answer));
}

function callVerb({ system, admin }: Actors, request: Request): Promise<Receipt> {
  const { userId, key: idempotencyKey } = request;
  const common = { userId, idempotencyKey };
  switch (request.verb) {
    case 'spend': {
      const { featureKey, details } = request;
      return spendCredits(system, { ...common, featureKey, details });
    }
    case 'refund': {
      const { spendId, amountCredits } = request;
      return refundSpend(system, { ...common, spendId, amountCredits });
    }
    case 'grant': {
      const { amountCredits, expiresAt } = request;
      const end = expiresAt === null ? {} : { expiresAt: new Date(expiresAt) };
      return grantCredits(system, { ...common, amountCredits, source: 'PURCHASE', ...end });
    }
    case 'void':
      return voidGrant(system, { ...common, grantId: request.grantId, reason: 'A fault test' });
    case 'adjust': {
      const { deltaCredits } = request;
      const change = { mode: 'delta', deltaCredits, reason: 'A fault test' } as const;
      return adjustBalance({ ...system, principal: admin }, { ...common, ...change });
    }
    case 'hold': {
      const { amountCredits, ttlSeconds } = request;
      return holdCredits(system, { ...common, featureKey: 'ai_text_chat', amountCredits, ttlSeconds });
    }
    case 'capture': {
      const { holdId, amountCredits } = request;
      return captureHold(system, { ...common, holdId, amountCredits });
    }
    case 'release':
      return releaseHold(system, { ...common, holdId: request.holdId });
  }
}
