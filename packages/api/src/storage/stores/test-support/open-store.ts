import type { BlobStore } from '../blob-store.ts';
import { createLocalStore } from '../local-store.ts';
import { createS3Store } from '../s3-store.ts';
import { createVercelStore } from '../vercel-store.ts';
import { leadVercelBlobTo } from './env.ts';
import { bucket } from './s3-server.ts';
import { vercelToken } from './vercel-blob-server.ts';

/** What a process needs to know to open the store of a test. */
export type StorePlace =
  | { provider: 'local'; directory: string }
  | { provider: 's3'; endpoint: string }
  | { provider: 'vercel_blob'; apiUrl: string };

/** `answerMs` is how long the store waits for an answer. */
export function openStore(place: StorePlace, { answerMs }: { answerMs: number }): BlobStore {
  switch (place.provider) {
    case 'local':
      return createLocalStore({ directory: place.directory });
    case 's3': {
      const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
      return createS3Store({ bucket, region: 'us-east-1', endpoint: place.endpoint, answerMs, ...keys });
    }
    case 'vercel_blob':
      leadVercelBlobTo(place.apiUrl);
      return createVercelStore({ token: vercelToken, access: 'private', apiUrl: place.apiUrl, answerMs });
  }
}
