import pg, { type ClientConfig } from 'pg';
import type { Db } from './transaction.ts';

export type Notifications = {
  onNotification: (payload: string) => void;
  /** Every notification of a commit from now on arrives. */
  onUp: () => void;
  /** Notifications may have been missed, until the next `onUp`. */
  onDown: () => void;
};

const configOf = new WeakMap<Db, ClientConfig>();
const retryMs = 500;
const heartbeatMs = 1_000;

export function giveListenerConfig(db: Db, config: ClientConfig): void {
  configOf.set(db, config);
}

/**
 * Listens to a channel of PostgreSQL on a connection of its own, until closed. A connection that breaks is made anew; one
 * that does not answer once a second counts as broken. Needs a direct connection or one pooled by session: behind a
 * pooler that gives connections to single transactions nothing arrives.
 */
export function listenTo(db: Db, channel: string, notifications: Notifications): { close(): Promise<void> } {
  const config = configOf.get(db);
  if (!config) throw new Error('Only a database that createDatabase made can be listened to.');
  const stopping = new AbortController();
  const ended = keepListening({ ...config, query_timeout: 2 * heartbeatMs }, channel, {
    ...notifications,
    signal: stopping.signal,
  });
  return {
    close() {
      stopping.abort();
      return ended;
    },
  };
}

async function keepListening(
  config: ClientConfig,
  channel: string,
  given: Notifications & { signal: AbortSignal },
): Promise<void> {
  const { signal } = given;
  while (!signal.aborted) {
    await listenOnce(new pg.Client(config), channel, given);
    await pause(retryMs, signal);
  }
}

/** Ends when the connection does. */
async function listenOnce(
  client: pg.Client,
  channel: string,
  { onNotification, onUp, onDown, signal }: Notifications & { signal: AbortSignal },
): Promise<void> {
  const lost = new AbortController();
  const over = AbortSignal.any([signal, lost.signal]);
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  client.on('notification', ({ payload }) => onNotification(payload ?? ''));
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    if (!over.aborted) onUp();
    while (!over.aborted) {
      await pause(heartbeatMs, over);
      if (!over.aborted) await client.query('SELECT 1');
    }
  } catch {
    // What broke ends this connection; the next one tries again.
  } finally {
    onDown();
    await client.end().catch(() => undefined);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    // A script that is done need not wait for the next heartbeat.
    timer.unref();
    signal.addEventListener('abort', end);
  });
}
