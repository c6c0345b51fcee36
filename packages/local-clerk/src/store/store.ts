import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BillingPlan } from '../billing/plan.ts';
import type { ItemRecord, PaymentRecord, SubscriptionRecord } from '../billing/records.ts';
import { writeFileAtomically } from './atomic-file.ts';
import type {
  BillingSettings,
  ClientRecord,
  DeliveryRecord,
  InvitationRecord,
  OutboxMessage,
  SessionRecord,
  TicketRecord,
  UserRecord,
} from './state.ts';
import { State } from './state.ts';

function byId<T extends { id: string }>(records: T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

const empty = { users: [], clients: [], sessions: [], tickets: [], invitations: [], outbox: [] };

async function readState(path: string): Promise<State> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return State.parse({ ...empty, version: 1 });
    }
    throw error;
  }
  try {
    return State.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`The local sign-in data in ${path} cannot be read by this version.`, { cause: error });
  }
}

/**
 * Everything local Clerk remembers, in memory; `flush` makes it durable. Records are changed in place, and an
 * answer may leave only after `flush` resolved, so that nobody is told of a change that a crash could take back.
 */
export class Store {
  readonly users: Map<string, UserRecord>;
  readonly clients: Map<string, ClientRecord>;
  readonly sessions: Map<string, SessionRecord>;
  readonly tickets: Map<string, TicketRecord>;
  readonly invitations: Map<string, InvitationRecord>;
  readonly outbox: Map<string, OutboxMessage>;
  readonly billingPlans: Map<string, BillingPlan>;
  readonly subscriptions: Map<string, SubscriptionRecord>;
  readonly subscriptionItems: Map<string, ItemRecord>;
  readonly payments: Map<string, PaymentRecord>;
  readonly deliveries: Map<string, DeliveryRecord>;
  readonly billingSettings: BillingSettings;
  readonly #path: string;
  #dirty = false;
  #writing: Promise<void> | null = null;

  private constructor(path: string, state: State) {
    this.#path = path;
    this.users = byId(state.users);
    this.clients = byId(state.clients);
    this.sessions = byId(state.sessions);
    this.tickets = byId(state.tickets);
    this.invitations = byId(state.invitations);
    this.outbox = byId(state.outbox);
    this.billingPlans = byId(state.billingPlans);
    this.subscriptions = byId(state.subscriptions);
    this.subscriptionItems = byId(state.subscriptionItems);
    this.payments = byId(state.payments);
    this.deliveries = byId(state.deliveries);
    this.billingSettings = state.billingSettings;
  }

  static async open(directory: string): Promise<Store> {
    const path = join(directory, 'state.json');
    return new Store(path, await readState(path));
  }

  /** Says that records changed; the next `flush` writes them. */
  touch(): void {
    this.#dirty = true;
  }

  /** Resolves when every change made before the call is on disk. Concurrent callers share one write. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#writing = writeFileAtomically(this.#path, this.#serialize()).catch((error: unknown) => {
      this.#dirty = true;
      throw error;
    });
    try {
      await this.#writing;
    } finally {
      this.#writing = null;
    }
  }

  #serialize(): string {
    const state: State = {
      version: 1,
      users: [...this.users.values()],
      clients: [...this.clients.values()],
      sessions: [...this.sessions.values()],
      tickets: [...this.tickets.values()],
      invitations: [...this.invitations.values()],
      outbox: [...this.outbox.values()],
      billingPlans: [...this.billingPlans.values()],
      subscriptions: [...this.subscriptions.values()],
      subscriptionItems: [...this.subscriptionItems.values()],
      payments: [...this.payments.values()],
      deliveries: [...this.deliveries.values()],
      billingSettings: this.billingSettings,
    };
    return JSON.stringify(state);
  }
}
