import type { BlobStore, StorageProvider } from './blob-store.ts';
import { createLocalStore } from './local-store.ts';
import { createS3Store, type S3StoreOptions } from './s3-store.ts';
import { createVercelStore, type VercelStoreOptions } from './vercel-store.ts';

export type StoresConfig = {
  directory: string;
  /** Null: not used here. */
  s3: S3StoreOptions | null;
  vercelBlob: VercelStoreOptions | null;
};

/** Every store that is configured; files on the disk are always at hand. */
export function createStores({ directory, s3, vercelBlob }: StoresConfig): Map<StorageProvider, BlobStore> {
  const stores = [
    createLocalStore({ directory }),
    ...(s3 ? [createS3Store(s3)] : []),
    ...(vercelBlob ? [createVercelStore(vercelBlob)] : []),
  ];
  return new Map(stores.map((store) => [store.provider, store]));
}
