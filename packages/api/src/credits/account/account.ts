import { burn, cutBurn, type Share, toBurns } from '../burn-down.ts';
import { countTowardsCaps } from '../spend-caps.ts';
import type { AccountChanges, AccountState, EntryInput, GrantState, HoldState, NewEntry } from './state.ts';

const nothing = (): AccountChanges => ({
  entries: [],
  grants: new Set(),
  holds: new Set(),
  burns: new Set(),
  keyUses: [],
});

/**
 * One account in memory, locked in the database. Its methods keep these true:
 * the credits left in grants, less what the overdraft stands in for, are `creditsRemaining`; the shares of open holds are
 * `creditsHeld`; and the overdraft stands in only while no grant has credits left.
 * It decides nothing: verbs check first, then change.
 */
export class Account {
  readonly state: AccountState;
  #changes = nothing();

  constructor(state: AccountState) {
    this.state = state;
  }

  /** Spendable and held together: what the entries sum to. */
  get ownedCredits(): number {
    return this.state.creditsRemaining + this.state.creditsHeld;
  }

  /** What a spend may take, the overdraft included. */
  get availableCredits(): number {
    return this.state.creditsRemaining + this.state.overdraftCredits;
  }

  /** Grants that have started and burn in their order. */
  get liveGrants(): GrantState[] {
    return [...this.state.grants.values()].filter(isLive);
  }

  /** Credits of scheduled grants: they will be owned without being asked again. */
  get scheduledCredits(): number {
    return [...this.state.grants.values()]
      .filter(isScheduled)
      .reduce((sum, grant) => sum + grant.amountCredits, 0);
  }

  /** The next instant at which something happens to this account by itself. */
  get nextDueAt(): Date | null {
    const dues = [
      ...[...this.state.grants.values()].map(dueOf),
      ...[...this.state.holds.values()].map((hold) => hold.expiresAt),
    ].filter((due) => due !== null);
    return dues.length === 0 ? null : new Date(Math.min(...dues.map(Number)));
  }

  /** What was changed since the last time this was called. */
  takeChanges(): AccountChanges {
    const changes = this.#changes;
    this.#changes = nothing();
    return changes;
  }

  /**
   * Writes an entry about spendable credits, and who paid for it or to whom it returns. The shares of a spend sum to its credits; credits that a
   * new grant brings have none.
   */
  post(input: EntryInput, shares: Share[]): NewEntry {
    const { state } = this;
    const { at, ...fields } = input;
    const fromSeq = state.lastSeq;
    const ownedFrom = this.ownedCredits;
    state.creditsRemaining -= input.creditsUsed;
    state.lastSeq += 1;
    state.settledSeq = state.lastSeq;
    state.lastEntryAt = state.lastEntryAt && state.lastEntryAt > at ? state.lastEntryAt : at;
    const entry = {
      ...fields,
      seq: state.lastSeq,
      balanceAfter: this.ownedCredits,
      timestamp: state.lastEntryAt,
    };
    this.#changes.entries.push(entry);
    this.recordBurns(shares, fromSeq, ownedFrom);
    return entry;
  }

  /** Notes who paid for the entries after `fromSeq` up to the newest. */
  recordBurns(shares: Share[], fromSeq: number, ownedFrom: number): void {
    for (const burnt of toBurns(shares, { fromSeq, toSeq: this.state.lastSeq, ownedFrom })) {
      this.#changes.burns.add(burnt);
      if (burnt.grantId === null && burnt.ownedFrom > burnt.ownedTo) this.state.uncovered.push(burnt);
    }
  }

  /** Takes credits out of the grants in burn order; what they lack, the overdraft stands in for. */
  take(credits: number): Share[] {
    const shares = burn(this.liveGrants, credits);
    for (const { grantId, credits: taken } of shares) {
      if (grantId) this.#change(this.grant(grantId), -taken);
    }
    return shares;
  }

  /** Puts credits back into the grants they were taken from. Returns the shares whose grants have ended by then. */
  giveBack(shares: Share[], at: Date): Share[] {
    const lapsed: Share[] = [];
    for (const share of shares) {
      if (share.grantId === null) continue;
      const grant = this.grant(share.grantId);
      if (hasEnded(grant, at)) lapsed.push(share);
      else this.#change(grant, share.credits);
    }
    this.coverOverdraft();
    return lapsed;
  }

  addGrant(grant: GrantState): void {
    this.state.grants.set(grant.id, grant);
    this.#changes.grants.add(grant);
    this.coverOverdraft();
  }

  /** Takes all that is left of a grant out of it. */
  empty(grant: GrantState): Share[] {
    return this.takeFrom(grant, grant.remainingCredits);
  }

  /** Takes credits out of one grant, at most what is left of it. */
  takeFrom(grant: GrantState, credits: number): Share[] {
    const taken = Math.min(credits, grant.remainingCredits);
    this.#change(grant, -taken);
    return taken > 0 ? [{ grantId: grant.id, credits: taken }] : [];
  }

  changeGrant(grant: GrantState, change: Partial<GrantState>): void {
    Object.assign(grant, change);
    this.#changes.grants.add(grant);
  }

  /** Moves spendable credits aside. */
  openHold(hold: HoldState): void {
    this.state.creditsRemaining -= hold.amountCredits;
    this.state.creditsHeld += hold.amountCredits;
    this.state.holds.set(hold.id, hold);
    this.#changes.holds.add(hold);
  }

  changeHold(hold: HoldState, change: Partial<HoldState>): void {
    Object.assign(hold, change);
    this.#changes.holds.add(hold);
    if (hold.status !== 'OPEN') this.state.holds.delete(hold.id);
  }

  /** Makes held credits spendable again. */
  unhold(credits: number): void {
    this.state.creditsHeld -= credits;
    this.state.creditsRemaining += credits;
  }

  /** Towards the account's own caps and that of the key that was used. */
  countTowardsCaps(
    { featureKey, apiKeyId }: { featureKey: string | null; apiKeyId: string | null },
    credits: number,
    at: Date,
  ): void {
    if (apiKeyId !== null && credits !== 0) this.#changes.keyUses.push({ apiKeyId, credits, at });
    this.state.spendCaps = countTowardsCaps(this.state.spendCaps, { featureKey, credits, at });
  }

  /** A refund took this part of the overdraft back: no grant is to cover it any more. */
  refundUncovered(seq: number, high: number, low: number): void {
    this.#changeUncovered((row) => (row.fromSeq < seq && seq <= row.toSeq ? [high, low] : null), {
      isRefunded: true,
    });
  }

  /** Lets grants with credits left pay for what the overdraft stands in for: past spends first, oldest first. */
  coverOverdraft(): void {
    for (const grant of this.liveGrants.toSorted(compareAge)) {
      const paid = this.#changeUncovered(
        (row, used) => [row.ownedFrom, row.ownedFrom - (grant.remainingCredits - used)],
        { grantId: grant.id },
      );
      this.#change(grant, -paid);
      this.#coverHolds(grant);
    }
  }

  grant(id: string): GrantState {
    const grant = this.state.grants.get(id);
    if (!grant) throw new Error(`Grant ${id} of user ${this.state.userId} was not loaded.`);
    return grant;
  }

  /** Changes the part of each uncovered burn that `pick` names, and returns how many credits these parts are. */
  #changeUncovered(
    pick: (row: AccountState['uncovered'][number], usedCredits: number) => [number, number] | null,
    change: { grantId?: string; isRefunded?: boolean },
  ): number {
    let credits = 0;
    const left: AccountState['uncovered'] = [];
    for (const row of this.state.uncovered) {
      const range = pick(row, credits);
      const part = range && cutBurn(row, ...range);
      if (!part) {
        left.push(row);
        continue;
      }
      credits += part.ownedFrom - part.ownedTo;
      this.#changes.burns.delete(row);
      this.#changes.burns.add({ ...part, ...change });
      const others = [cutBurn(row, row.ownedFrom, part.ownedFrom), cutBurn(row, part.ownedTo, row.ownedTo)];
      for (const other of others) {
        if (!other) continue;
        left.push(other);
        this.#changes.burns.add(other);
      }
    }
    this.state.uncovered = left;
    return credits;
  }

  #coverHolds(grant: GrantState): void {
    for (const hold of this.state.holds.values()) {
      const lacking = hold.shares.find((share) => share.grantId === null)?.credits ?? 0;
      const covered = Math.min(lacking, grant.remainingCredits);
      if (covered === 0) continue;
      const rest = lacking > covered ? [{ grantId: null, credits: lacking - covered }] : [];
      const shares = hold.shares.filter((share) => share.grantId !== null);
      this.changeHold(hold, { shares: [...shares, { grantId: grant.id, credits: covered }, ...rest] });
      this.#change(grant, -covered);
    }
  }

  #change(grant: GrantState, credits: number): void {
    if (credits === 0) return;
    grant.remainingCredits += credits;
    this.#changes.grants.add(grant);
  }
}

/** Oldest first; of those alike, whose id is smaller, as the rows are read. */
function compareAge(a: GrantState, b: GrantState): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

export function hasEnded(grant: GrantState, at: Date): boolean {
  return grant.voidedAt !== null || (grant.expiresAt !== null && grant.expiresAt <= at);
}

function isScheduled(grant: GrantState): boolean {
  return grant.entryId === null && grant.voidedAt === null;
}

function isLive(grant: GrantState): boolean {
  return grant.entryId !== null && grant.voidedAt === null && grant.remainingCredits > 0;
}

function dueOf(grant: GrantState): Date | null {
  if (isScheduled(grant)) return grant.startsAt;
  return isLive(grant) ? grant.expiresAt : null;
}
