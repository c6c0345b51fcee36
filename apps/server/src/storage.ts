import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createStores, type Storage } from '@scrip/api/server';
import type { ClerkConnection } from './deps.ts';
import type { Environment } from './env.ts';

/** The stores of this installation. Links are signed with a key that every process derives from the same secret. */
export function openStorage(
  { storage, dataDir }: Pick<Environment, 'storage' | 'dataDir'>,
  { secretKey }: Pick<ClerkConnection, 'secretKey'>,
): Storage {
  const { provider, limits, isMetered, s3, vercelBlob } = storage;
  return {
    stores: createStores({ directory: join(dataDir, 'files'), s3, vercelBlob }),
    provider,
    limits,
    isMetered,
    linkKey: createHmac('sha256', secretKey).update('scrip links to files').digest(),
  };
}
