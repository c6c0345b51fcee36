import { DomainError, isDomainError, notFound } from '../../../errors.ts';
import type { Account } from '../../account/account.ts';
import { endHold } from '../../account/settle.ts';
import type { HoldState, NewEntry } from '../../account/state.ts';
import { adjust, decideDelta } from '../../adjust-balance.ts';
import { capture, refuseExtra } from '../../capture-hold.ts';
import { extend } from '../../extend-hold.ts';
import { openHold, refuseHold } from '../../hold-credits.ts';
import { differingFields, hashRequest } from '../../idempotency.ts';
import { type EntryDraft, insufficientCredits, newId } from '../../receipt.ts';
import { giveBack, refundableAmount, takeBack } from '../../refund-spend.ts';
import { refuseReachedCap } from '../../spend-limits.ts';
import { emptyGrant, refuseEnded } from '../../void-grant.ts';
import { detailsOf, type LiveOutcome } from './live-account.ts';
import { MemoryStore } from './memory-store.ts';
import {
  giveGrant,
  idOf,
  type MemoryAnswer,
  type Of,
  priceOf,
  setOverdraft,
  viewAnswer,
} from './memory-verbs.ts';
import type { Ref, Request } from './model.ts';
import { creditsPerUnit } from './model.ts';
import type { Call } from './model-verbs.ts';
import { type Ids, type MadeRow, noIds, viewEntryRow, viewHoldRow } from './rows.ts';

/** The verbs without a database: their decisions and changes on a loaded account. Caps are not set here. */
export class MemoryAccount {
  store = new MemoryStore();
  readonly ids: Ids = noIds();
  /** What was made, by which call. */
  readonly made = new Map<string, MadeRow>();
  readonly #keys = new Map<string, { hash: string; answer: MemoryAnswer }>();

  call({ key, request, at }: Call): LiveOutcome {
    const hash = hashRequest(request);
    const known = request.verb === 'overdraft' ? undefined : this.#keys.get(key);
    const limits = null;
    if (known) {
      const fields = differingFields(known.hash, hash);
      if (fields.length > 0) return { ok: false, code: 'CONFLICT', details: { fields } };
      return { ok: true, replayed: true, limits, ...known.answer };
    }
    try {
      const answer = { entry: null, hold: null, grantId: null, ...this.#run(request, key, new Date(at)) };
      if (request.verb !== 'overdraft') this.#keys.set(key, { hash, answer });
      this.#noteMade(key);
      return { ok: true, replayed: false, limits, ...answer };
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return { ok: false, code: error.code, details: detailsOf(error) };
    }
  }

  #noteMade(madeBy: string): void {
    for (const row of [...this.store.grants.values(), ...this.store.holds.values()]) {
      if (this.made.has(row.id)) continue;
      const originGrantId = 'originGrantId' in row ? row.originGrantId : null;
      this.made.set(row.id, { id: row.id, madeBy, originGrantId });
    }
  }

  #run(request: Request, idempotencyKey: string, calledAt: Date): Partial<MemoryAnswer> {
    const { userId, lastEntryAt } = this.store.balance;
    const at = lastEntryAt && lastEntryAt > calledAt ? lastEntryAt : calledAt;
    const id = newId(calledAt);
    const draft = {
      id,
      userId,
      idempotencyKey,
      requestHash: '',
      actorId: null,
      apiKeyId: null,
      details: null,
      at,
    };
    if (request.verb === 'spend') return this.#spend(request, draft);
    return this.#inTransaction(() => {
      const account = this.store.settled(at);
      const answer = this.#change(account, request, draft);
      this.store.write(account);
      return answer;
    });
  }

  /** What is refused leaves nothing behind, not even what was due before it. */
  #inTransaction<Result>(work: () => Result): Result {
    const before = this.store.copy();
    try {
      return work();
    } catch (error) {
      this.store = before;
      throw error;
    }
  }

  #change(
    account: Account,
    request: Exclude<Request, { verb: 'spend' }>,
    draft: EntryDraft,
  ): Partial<MemoryAnswer> {
    switch (request.verb) {
      case 'refund':
        return this.#refund(account, request, draft);
      case 'hold':
        refuseHold(account, request.featureKey, request.amountCredits, draft.at);
        return { hold: viewHoldRow(openHold(account, draft, request, priceOf(request.amountCredits))) };
      case 'capture':
        return this.#capture(account, request, draft);
      case 'release': {
        const hold = this.#openHold(account, request.holdId);
        endHold(account, hold, 'RELEASED', draft.at);
        return { hold: viewHoldRow(hold) };
      }
      case 'extend': {
        const hold = this.#openHold(account, request.holdId);
        extend(account, hold, request.ttlSeconds, draft.at);
        return { hold: viewHoldRow(hold) };
      }
      case 'grant':
        return giveGrant(account, request, draft);
      case 'void': {
        const stored = this.store.grants.get(idOf(request.grantId, this.ids.grantIds));
        if (!stored) throw notFound('grant');
        refuseEnded(stored, draft.at);
        const grant = account.state.grants.get(stored.id) ?? stored;
        return viewAnswer(emptyGrant(account, grant, draft));
      }
      case 'adjust':
        return { entry: viewEntryRow(adjust(account, draft, decideDelta(account, request))) };
      case 'overdraft':
        return setOverdraft(account, request);
      case 'caps':
        throw new Error('Caps are set by SQL.');
    }
  }

  /** What the spend statement does: it moves the balance and leaves open who paid. */
  #spend({ featureKey, quantity }: Of<'spend'>, { at, ...draft }: EntryDraft): Partial<MemoryAnswer> {
    const due = this.store.load().nextDueAt;
    if (due && due <= at) this.store.settled(at);
    const { balance } = this.store;
    const cost = quantity * (creditsPerUnit[featureKey] ?? 0);
    const available = balance.creditsRemaining + balance.overdraftCredits;
    if (cost > available) throw insufficientCredits(cost, available);
    refuseReachedCap(balance.spendCaps, { featureKey, credits: cost, at });
    balance.creditsRemaining -= cost;
    balance.lastSeq += 1;
    balance.lastEntryAt = at;
    const entry: NewEntry = {
      ...draft,
      kind: 'SPEND',
      operationType: 'CUSTOM',
      featureKey,
      creditsUsed: cost,
      seq: balance.lastSeq,
      balanceAfter: balance.creditsRemaining + balance.creditsHeld,
      timestamp: at,
    };
    this.store.entries.push(entry);
    return { entry: viewEntryRow(entry) };
  }

  #refund(account: Account, request: Of<'refund'>, draft: EntryDraft): Partial<MemoryAnswer> {
    const { spendId, amountCredits: asked, graceSeconds } = request;
    const entry = typeof spendId === 'number' ? this.store.entries[spendId - 1] : undefined;
    if (entry?.kind !== 'SPEND') throw notFound('spend');
    const refunds = this.store.entries.filter(({ refundOfId }) => refundOfId === entry.id);
    const refundedCredits = refunds.reduce((sum, refund) => sum - refund.creditsUsed, 0);
    const hold = entry.holdId ? this.store.holds.get(entry.holdId) : undefined;
    const spend = {
      ...entry,
      userId: draft.userId,
      featureKey: entry.featureKey ?? null,
      refundedCredits,
      refunds: refunds.length,
      countsSince: hold?.createdAt ?? entry.timestamp,
    };
    const amountCredits = refundableAmount(spend, asked);
    const shares = takeBack(account, this.store.burnsAt(spend.seq), spend, amountCredits);
    for (const { grantId } of shares) {
      const grant = grantId ? this.store.grants.get(grantId) : undefined;
      if (grant && !account.state.grants.has(grant.id)) account.state.grants.set(grant.id, { ...grant });
    }
    return { entry: viewEntryRow(giveBack(account, draft, { spend, amountCredits, shares, graceSeconds })) };
  }

  #capture(account: Account, request: Of<'capture'>, draft: EntryDraft): Partial<MemoryAnswer> {
    const hold = this.#openHold(account, request.holdId);
    const { quantity, amountCredits = hold.amountCredits } = request;
    const used = quantity === undefined ? amountCredits : quantity * (creditsPerUnit[hold.featureKey] ?? 0);
    refuseExtra(account, hold, Math.max(0, used - hold.amountCredits), draft.at);
    const entry = capture(account, hold, { ...draft, creditsUsed: used, quantity: null, model: null });
    return { entry: viewEntryRow(entry) };
  }

  #openHold(account: Account, ref: Ref): HoldState {
    const id = idOf(ref, this.ids.holdIds);
    const open = account.state.holds.get(id);
    if (open) return open;
    const stored = this.store.holds.get(id);
    if (!stored || stored.status === 'OPEN') throw notFound('hold');
    const { status } = stored;
    throw new DomainError('HOLD_ENDED', '', { status });
  }
}
