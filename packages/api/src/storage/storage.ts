import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { StorageLimits } from './limits.ts';
import type { BlobStore, StorageProvider } from './stores/blob-store.ts';

/** What this installation keeps files with. */
export type Storage = {
  /** Every store that is configured: objects are read and deleted where they are. */
  stores: ReadonlyMap<StorageProvider, BlobStore>;
  /** Where new objects go. */
  provider: StorageProvider;
  limits: StorageLimits;
  /** Signs the links to files; the same in every process. */
  linkKey: Buffer;
  /** Whether each day of storage is charged. */
  isMetered: boolean;
};

/** @throws NOT_CONFIGURED where there is no storage. */
export function storageOf({ storage }: ServiceContext): Storage {
  if (storage) return storage;
  throw new DomainError('NOT_CONFIGURED', 'This installation keeps no files.', { missing: 'storage' });
}

/** @throws NOT_CONFIGURED when objects are in a store that is not configured any more. */
export function storeOf(storage: Storage, provider: string): BlobStore {
  for (const store of storage.stores.values()) if (store.provider === provider) return store;
  const message = `The store "${provider}" is not configured here.`;
  throw new DomainError('NOT_CONFIGURED', message, { missing: provider });
}
