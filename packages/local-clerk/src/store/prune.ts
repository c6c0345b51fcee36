import type { Store } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_ENDED_MS = 30 * DAY_MS;

/** Forgets what can no longer be used, so that the file does not grow for ever. */
export function pruneStore(store: Store, now: number): void {
  for (const session of store.sessions.values()) {
    const endedAt = session.status === 'active' ? session.expireAt : session.updatedAt;
    if (endedAt < now - KEEP_ENDED_MS) store.sessions.delete(session.id);
  }
  const inUse = new Set([...store.sessions.values()].map((session) => session.clientId));
  for (const client of store.clients.values()) {
    if (!inUse.has(client.id) && client.updatedAt < now - DAY_MS) store.clients.delete(client.id);
  }
  for (const ticket of store.tickets.values()) {
    if (ticket.expireAt < now - DAY_MS) store.tickets.delete(ticket.id);
  }
  for (const invitation of store.invitations.values()) {
    if (invitation.expireAt < now - KEEP_ENDED_MS) store.invitations.delete(invitation.id);
  }
  store.touch();
}
