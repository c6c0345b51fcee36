import { notFound } from '../clerk-error.ts';
import type { Context } from '../context.ts';
import type { DeliveryRecord, OutboxMessage } from '../store/state.ts';
import { finishMessage, type SignedHeaders, signMessage, type WebhookDeliverer } from '../webhooks.ts';

export type LocalDelivery = {
  id: string;
  /** Whose event it is. */
  clerkId: string;
  type: string;
  /** The exact body. */
  body: string;
  status: 'waiting' | DeliveryRecord['outcome'];
  queuedAt: Date;
  notBefore: Date | null;
  attempts: { at: Date; status: number | null }[];
};

export type SignedDelivery = { id: string; type: string; body: string; headers: SignedHeaders };

/** Decides what happens to webhooks on their way. Ids are those of `svix-id`; unknown ones throw Clerk's 404. */
export type LocalDeliveries = {
  /** Sends nothing by itself from now on, also after a restart. */
  hold(): void;
  /** Sends by itself again, beginning with what waits. */
  release(): void;
  isHeld(): boolean;
  /** What waits, in order, and then the last 200 that do not wait any more, the newest first. */
  list(): LocalDelivery[];
  /** Posts one now, ahead of its turn, or once more with the same id and body; answers the status, null when none came. */
  deliver(id: string): Promise<number | null>;
  /** It will never be sent by itself. */
  drop(id: string): void;
  /** Sends it so much later; others may overtake it meanwhile. */
  delay(id: string, ms: number): void;
  /** Takes all that wait out of the queue, signed as of now, for a test that brings them itself. */
  take(): SignedDelivery[];
};

function view(message: OutboxMessage, status: LocalDelivery['status']): LocalDelivery {
  return {
    id: message.id,
    clerkId: message.subjectId,
    type: message.type,
    body: message.payload,
    status,
    queuedAt: new Date(message.queuedAt),
    notBefore: message.notBefore === 0 ? null : new Date(message.notBefore),
    attempts: message.attempts.map(({ at, status: answered }) => ({ at: new Date(at), status: answered })),
  };
}

export function createLocalDeliveries(
  ctx: Context,
  webhooks: Pick<WebhookDeliverer, 'wake' | 'post'>,
): LocalDeliveries {
  const { store, keys } = ctx;
  const setHeld = (isHeld: boolean) => {
    store.billingSettings.holdsDeliveries = isHeld;
    store.touch();
    webhooks.wake();
  };
  const waiting = (id: string): OutboxMessage => {
    const message = store.outbox.get(id);
    if (!message) throw notFound('waiting delivery');
    return message;
  };
  return {
    hold: () => setHeld(true),
    release: () => setHeld(false),
    isHeld: () => store.billingSettings.holdsDeliveries,
    list: () => [
      ...[...store.outbox.values()].map((message) => view(message, 'waiting')),
      ...[...store.deliveries.values()].reverse().map((record) => view(record, record.outcome)),
    ],
    deliver: (id) => webhooks.post(store.deliveries.get(id) ?? waiting(id)),
    drop: (id) => finishMessage(store, waiting(id), 'dropped'),
    delay(id, ms) {
      waiting(id).notBefore = ctx.now() + ms;
      store.touch();
      webhooks.wake();
    },
    take() {
      const messages = [...store.outbox.values()];
      for (const message of messages) finishMessage(store, message, 'taken');
      return messages.map(({ id, type, payload }) => ({
        id,
        type,
        body: payload,
        headers: signMessage({ id, payload }, keys.webhookSigningSecret, new Date()),
      }));
    },
  };
}
