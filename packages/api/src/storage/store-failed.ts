import { DomainError } from '../errors.ts';
import { isBlobStoreError } from './stores/blob-store.ts';

/** What a caller is told when a store fails; every other error stays as it is. */
export function storeFailed(error: unknown): unknown {
  if (!isBlobStoreError(error)) return error;
  const reason = error.failure === 'full' ? 'full' : 'unavailable';
  const message =
    reason === 'full'
      ? 'There is no room left where files are kept. Nothing was stored.'
      : 'The place where files are kept does not answer. Try again in a minute.';
  return new DomainError('STORE_FAILED', message, { reason }, { cause: error });
}
