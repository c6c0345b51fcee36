import {
  adjustBalance,
  grantCredits,
  isDomainError,
  refundSpend,
  type ServiceContext,
  spendCredits,
  type UserPrincipal,
  unavailableOf,
} from '@scrip/api/server';
import type { Request } from './request.ts';

type EntryReceipt = Awaited<ReturnType<typeof spendCredits>>;

/** An entry as it travels: instants as text. */
export type PlainEntry = Omit<EntryReceipt['entry'], 'timestamp'> & { timestamp: string };

export type Answer =
  | { kind: 'acknowledged'; entry: PlainEntry; replayed: boolean }
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
    const { entry, replayed } = await callVerb(actors, request);
    if (!entry) return { kind: 'unclear', reason: 'There is no entry.' };
    return { kind: 'acknowledged', entry: { ...entry, timestamp: entry.timestamp.toISOString() }, replayed };
  } catch (error) {
    const refusal = isDomainError(error) ? error : unavailableOf(error);
    if (!refusal) return { kind: 'unclear', reason: String(error) };
    if (refusal.code === 'UNAVAILABLE' || refusal.code === 'OVERLOADED') {
      return { kind: 'unanswered', reason: refusal.code };
    }
    return { kind: 'refused', code: refusal.code };
  }
}

function callVerb(
  { system, admin }: Actors,
  request: Request,
): Promise<{ entry: EntryReceipt['entry'] | null; replayed: boolean }> {
  const { userId, key: idempotencyKey } = request;
  switch (request.verb) {
    case 'spend': {
      const { featureKey, details } = request;
      return spendCredits(system, { userId, idempotencyKey, featureKey, details });
    }
    case 'refund': {
      const { spendId, amountCredits } = request;
      return refundSpend(system, { userId, idempotencyKey, spendId, amountCredits });
    }
    case 'grant': {
      const { amountCredits } = request;
      return grantCredits(system, { userId, idempotencyKey, amountCredits, source: 'PURCHASE' });
    }
    case 'adjust': {
      const { deltaCredits } = request;
      const change = { mode: 'delta', deltaCredits, reason: 'A fault test' } as const;
      return adjustBalance({ ...system, principal: admin }, { userId, idempotencyKey, ...change });
    }
  }
}
