import type { AppRouter, DomainErrorShape } from '@scrip/api';
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';

export type ScripClientOptions = {
  /** Where Scrip is served, e.g. https://credits.example.com. */
  url: string;
  /** A fresh session token of the signed-in user, asked for before each request; null when signed out. */
  getToken: () => Promise<string | null> | string | null;
};

/** The typed procedures of a Scrip server. Calls made in the same tick travel in one request. */
export function createScripClient(options: ScripClientOptions) {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: new URL('/trpc', options.url).href,
        maxItems: 20,
        async headers() {
          const token = await options.getToken();
          const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
          return headers;
        },
      }),
    ],
  });
}

export type ScripClient = ReturnType<typeof createScripClient>;

/** The domain error behind a failed call, such as INSUFFICIENT_CREDITS with `required` and `available`; else null. */
export function domainErrorOf(error: unknown): DomainErrorShape | null {
  if (!(error instanceof TRPCClientError)) return null;
  // TRPCClientError is generic in the router, which instanceof cannot restore; ours always sends this shape.
  const data: { domain?: DomainErrorShape | null } | null = error.data ?? null;
  return data?.domain ?? null;
}
