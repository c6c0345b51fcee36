import { Account } from '../../account/account.ts';
import { settleAccount } from '../../account/settle.ts';
import type { AccountState, GrantState, HoldState, NewEntry } from '../../account/state.ts';
import type { Burn } from '../../burn-down.ts';

type Balance = Omit<AccountState, 'grants' | 'holds' | 'uncovered'>;

/** What the database keeps of one account, and what of it `lockAccount` loads. */
export class MemoryStore {
  balance: Balance = {
    userId: 'user',
    balanceId: 'balance',
    isActive: true,
    creditsRemaining: 0,
    creditsHeld: 0,
    lastSeq: 0,
    lastEntryAt: null,
    overdraftCredits: 0,
    settledSeq: 0,
    changeSeq: 0,
    spendCaps: [],
    lowThresholdCredits: null,
    lowSince: null,
  };
  entries: NewEntry[] = [];
  grants = new Map<string, GrantState>();
  holds = new Map<string, HoldState>();
  burns = new Map<string, Burn>();

  load(): Account {
    const { balance } = this;
    const holds = [...this.holds.values()]
      .filter(({ status }) => status === 'OPEN')
      .sort(oldestFirst)
      .map(copy);
    const held = new Set(holds.flatMap(({ shares }) => shares.map(({ grantId }) => grantId)));
    const isLoaded = (grant: GrantState) =>
      held.has(grant.id) ||
      (grant.voidedAt === null && (grant.remainingCredits > 0 || grant.entryId === null));
    const grants = [...this.grants.values()].filter(isLoaded).sort(oldestFirst).map(copy);
    const uncovered = [...this.burns.values()].filter(({ grantId, isRefunded }) => !grantId && !isRefunded);
    return new Account({
      ...balance,
      grants: new Map(grants.map((grant) => [grant.id, grant])),
      holds: new Map(holds.map((hold) => [hold.id, hold])),
      uncovered: balance.creditsRemaining < 0 ? uncovered.sort(byPlace).map(copy) : [],
    });
  }

  write(account: Account): void {
    const { grants: _, holds: __, uncovered: ___, ...balance } = account.state;
    const changes = account.takeChanges();
    this.balance = balance;
    this.entries.push(...changes.entries);
    for (const grant of changes.grants) this.grants.set(grant.id, copy(grant));
    for (const hold of changes.holds) this.holds.set(hold.id, copy(hold));
    for (const burnt of changes.burns) this.burns.set(`${burnt.toSeq} ${burnt.ownedFrom}`, copy(burnt));
  }

  copy(): MemoryStore {
    const store = new MemoryStore();
    store.balance = { ...this.balance };
    store.entries = [...this.entries];
    store.grants = new Map(this.grants);
    store.holds = new Map(this.holds);
    store.burns = new Map(this.burns);
    return store;
  }

  /** Loads the account with all done, and written, that was due by then. */
  settled(at: Date): Account {
    const account = this.load();
    settleAccount(account, at);
    this.write(account);
    return account;
  }

  burnsAt(seq: number): Burn[] {
    const later = [...this.burns.values()].filter(({ toSeq }) => toSeq >= seq);
    const toSeq = Math.min(...later.map((burnt) => burnt.toSeq));
    return later
      .filter((burnt) => burnt.toSeq === toSeq && burnt.fromSeq < seq)
      .sort((a, b) => b.ownedFrom - a.ownedFrom);
  }
}

function copy<Row extends object>(row: Row): Row {
  return { ...row };
}

function oldestFirst<Row extends { createdAt: Date; id: string }>(a: Row, b: Row): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

function byPlace(a: Burn, b: Burn): number {
  return a.toSeq - b.toSeq || b.ownedFrom - a.ownedFrom;
}
