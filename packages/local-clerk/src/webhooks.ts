import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { Logger } from './options.ts';
import type { OutboxMessage } from './store/state.ts';
import type { Store } from './store/store.ts';

const TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 30_000;

type DelivererOptions = { store: Store; url: string; signingSecret: string; now(): number; logger: Logger };

export type WebhookDeliverer = { start(): void; wake(): void; stop(): Promise<void> };

function headersFor(
  message: OutboxMessage,
  { signingSecret, now }: DelivererOptions,
): Record<string, string> {
  const at = new Date(now());
  return {
    'content-type': 'application/json',
    'svix-id': message.id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(signingSecret).sign(message.id, at, message.payload),
  };
}

/**
 * Delivers the outbox at least once, each user's events in order; a message leaves it only after a 2xx. One user's
 * failing delivery does not hold up the others. The stored outbox is the queue, so a restart goes on where it was.
 */
export function createWebhookDeliverer(options: DelivererOptions): WebhookDeliverer {
  const { store, url, logger } = options;
  const lanes = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let started = false;

  async function post(message: OutboxMessage): Promise<boolean> {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const headers = headersFor(message, options);
    const response = await fetch(url, {
      method: 'POST',
      body: message.payload,
      headers,
      redirect: 'error',
      signal,
    });
    await response.body?.cancel();
    const { id, type } = message;
    if (!response.ok) logger.warn({ messageId: id, type, status: response.status }, 'webhook was refused');
    return response.ok;
  }

  async function deliver(message: OutboxMessage): Promise<boolean> {
    try {
      // Nobody may hear of a change that a crash could still take back.
      await store.flush();
      if (!(await post(message))) return false;
      store.outbox.delete(message.id);
      store.touch();
      await store.flush();
      return true;
    } catch (error) {
      if (!stopping.signal.aborted)
        logger.warn({ messageId: message.id, err: error }, 'webhook was not delivered');
      return false;
    }
  }

  function nextFor(subjectId: string): OutboxMessage | undefined {
    for (const message of store.outbox.values()) if (message.subjectId === subjectId) return message;
    return undefined;
  }

  async function runLane(subjectId: string): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    for (
      let message = nextFor(subjectId);
      message && !stopping.signal.aborted;
      message = nextFor(subjectId)
    ) {
      if (await deliver(message)) {
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
    for (const { subjectId } of store.outbox.values()) {
      if (!lanes.has(subjectId)) lanes.set(subjectId, runLane(subjectId));
    }
  }

  return {
    start() {
      started = true;
      wake();
    },
    wake,
    async stop() {
      stopping.abort();
      await Promise.all(lanes.values());
    },
  };
}
