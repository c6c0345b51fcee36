import { QueryClient } from '@tanstack/react-query';
import { isApiError } from './errors.ts';

const RETRIES = 2;

/** Asking again helps when the server failed or was not reached, never when it refused. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  const status = isApiError(error) ? error.data?.httpStatus : undefined;
  return failures < RETRIES && (status === undefined || status >= 500);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthRetrying, retryDelay: (attempt) => 500 * 2 ** attempt, staleTime: 30_000 },
      // Offline, a mutation fails at once and says so; by default it would wait unseen until the network is back.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
