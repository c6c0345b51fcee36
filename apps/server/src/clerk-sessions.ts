import { isClerkAPIResponseError } from '@clerk/backend/errors';
import type { ClerkSessions } from '@scrip/api/server';
import { askClerk, type Client, createBackendClient } from './clerk-plans.ts';
import type { ClerkConnection } from './deps.ts';

const AT_ONCE = 100;

/** Clerk's sessions by its Backend API. */
export function createClerkSessions(clerk: ClerkConnection): ClerkSessions {
  const client = createBackendClient(clerk);
  return { endAll: (clerkUserId) => askClerk(() => endAll(client, clerkUserId)) };
}

async function endAll(client: Client, userId: string): Promise<void> {
  for (;;) {
    const { data } = await client.sessions.getSessionList({ userId, status: 'active', limit: AT_ONCE });
    for (const { id } of data) await unlessGone(() => client.sessions.revokeSession(id));
    // What is revoked is in the next list no more.
    if (data.length < AT_ONCE) return;
  }
}

async function unlessGone(revoke: () => Promise<unknown>): Promise<void> {
  try {
    await revoke();
  } catch (error) {
    if (!isClerkAPIResponseError(error) || error.status !== 404) throw error;
  }
}
