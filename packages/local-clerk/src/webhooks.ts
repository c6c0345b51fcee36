import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Logger } from './options.ts';
import type { DeliveryRecord, OutboxMessage } from './store/state.ts';
import type { Store } from './store/store.ts';

const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;

/** So many messages that left the outbox are remembered. */
const LOG_LENGTH = 200;
const MAX_ATTEMPTS_KEPT = 20;

type DelivererOptions = { store: Store; url: string; signingSecret: string; now(): number; logger: Logger };

export type WebhookDeliverer = {
  start(): void;
  wake(): void;
  /** Posts a message once, whatever its turn; answers the status, or null when no answer came. */
  post(message: OutboxMessage): Promise<number | null>;
  stop(): Promise<void>;
};

export type SignedHeaders = {
  'content-type': string;
  'svix-id': string;
  'svix-timestamp': string;
  'svix-signature': string;
};

/** The headers under which a message may be delivered within the next minutes. */
export function signMessage(
  { id, payload }: Pick<OutboxMessage, 'id' | 'payload'>,
  signingSecret: string,
  at: Date,
): SignedHeaders {
  return {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(signingSecret).sign(id, at, payload),
  };
}

/** Moves a message from the outbox to the log. */
export function finishMessage(
  store: Store,
  message: OutboxMessage,
  outcome: DeliveryRecord['outcome'],
): void {
  store.outbox.delete(message.id);
  store.deliveries.set(message.id, { ...message, outcome });
  for (const id of store.deliveries.keys()) {
    if (store.deliveries.size <= LOG_LENGTH) break;
    store.deliveries.delete(id);
  }
  store.touch();
}

function isAccepted(status: number | null): boolean {
  return status !== null && status >= 200 && status < 300;
}

/**
 * Delivers the outbox at least once, each user's events in order; a message leaves it only after a 2xx. One user's
 * failing delivery does not hold up the others. The stored outbox is the queue, so a restart goes on where it was.
 */
export function createWebhookDeliverer(options: DelivererOptions): WebhookDeliverer {
  const { store, url, logger } = options;
  const lanes = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let delayed: NodeJS.Timeout | undefined;
  let started = false;

  async function send(message: OutboxMessage): Promise<number | null> {
    const { id, type, payload } = message;
    const headers = signMessage(message, options.signingSecret, new Date(options.now()));
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      // Nobody may hear of a change that a crash could still take back.
      await store.flush();
      const init = { method: 'POST', body: payload, headers, redirect: 'error', signal } as const;
      const { status, body } = await fetch(url, init);
      await body?.cancel();
      if (!isAccepted(status)) logger.warn({ messageId: id, type, status }, 'webhook was refused');
      return status;
    } catch (error) {
      if (!stopping.signal.aborted) logger.warn({ messageId: id, err: error }, 'webhook was not delivered');
      return null;
    }
  }

  async function post(message: OutboxMessage): Promise<number | null> {
    const at = options.now();
    const status = await send(message);
    message.attempts = [...message.attempts, { at, status }].slice(-MAX_ATTEMPTS_KEPT);
    store.touch();
    // It may have been dropped, or accepted by another way, while it was on its way.
    if (isAccepted(status) && store.outbox.has(message.id)) finishMessage(store, message, 'delivered');
    await store.flush().catch((error: unknown) => logger.warn({ err: error }, 'delivery log was not saved'));
    return status;
  }

  function nextFor(subjectId: string): OutboxMessage | undefined {
    if (store.billingSettings.holdsDeliveries) return undefined;
    const now = options.now();
    for (const message of store.outbox.values()) {
      if (message.subjectId === subjectId && message.notBefore <= now) return message;
    }
    return undefined;
  }

  function wakeForDelayed(): void {
    clearTimeout(delayed);
    const times = [...store.outbox.values()].map(({ notBefore }) => notBefore);
    const next = Math.min(...times.filter((at) => at > options.now()));
    if (Number.isFinite(next)) delayed = setTimeout(wake, next - options.now()).unref();
  }

  async function runLane(subjectId: string): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (
      let message = nextFor(subjectId);
      message && !stopping.signal.aborted;
      message = nextFor(subjectId)
    ) {
      if (isAccepted(await post(message)) || !store.outbox.has(message.id)) {
        retryMs = FIRST_RETRY_MS;
      } else {
        await sleep(retryMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
    lanes.delete(subjectId);
  }

  function wake(): void {
    if (!started || stopping.signal.aborted) return;
    wakeForDelayed();
    for (const subjectId of new Set([...store.outbox.values()].map((message) => message.subjectId))) {
      if (!lanes.has(subjectId) && nextFor(subjectId)) lanes.set(subjectId, runLane(subjectId));
    }
  }

  return {
    start() {
      started = true;
      wake();
    },
    wake,
    post,
    async stop() {
      stopping.abort();
      clearTimeout(delayed);
      await Promise.all(lanes.values());
    },
  };
}
