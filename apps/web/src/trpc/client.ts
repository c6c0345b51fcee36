import { getToken } from '@clerk/clerk-react';
import { httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import { EventSource, type EventSourceFetchInit } from 'eventsource';
import { trpc } from './trpc.ts';
import { currentView } from './view-as.ts';

const url = '/trpc';
const MAX_BATCH = 20;

/** The header that signs a request; empty when nobody is signed in. */
export async function authorization(): Promise<Record<string, string>> {
  const token = await getToken();
  const view = currentView();
  return token ? { authorization: `Bearer ${token}`, ...(view && { 'x-scrip-view-as': view }) } : {};
}

/** Called for every connection of an event stream, so each reconnect brings a fresh token. */
async function fetchSigned(target: string | URL, init: EventSourceFetchInit): Promise<Response> {
  return fetch(target, { ...init, headers: { ...init.headers, ...(await authorization()) } });
}

export function createTrpcClient() {
  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url, EventSource, eventSourceOptions: { fetch: fetchSigned } }),
        false: httpBatchLink({ url, maxItems: MAX_BATCH, headers: authorization }),
      }),
    ],
  });
}
