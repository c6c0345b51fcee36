import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import type { BlobStore, StorageProvider } from '../blob-store.ts';
import { createLocalStore } from '../local-store.ts';
import { createS3Store } from '../s3-store.ts';
import { createVercelStore } from '../vercel-store.ts';
import { bucket, startS3Server } from './s3-server.ts';
import { type Disturbance, startVercelBlobServer, vercelToken } from './vercel-blob-server.ts';

export type StoreStage = {
  store: BlobStore;
  /** What the store's server does to every request; not for the local disk. */
  disturb(disturbance: Disturbance): Promise<void>;
  close(): Promise<void>;
};

/** So long these stores wait for an answer. */
const answerMs = 1_500;

const open: Record<StorageProvider, () => Promise<StoreStage>> = {
  async local() {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-files-'));
    const close = async () => {
      await chmod(directory, 0o700);
      await rm(directory, { recursive: true, force: true });
    };
    return { store: createLocalStore({ directory }), disturb: async () => undefined, close };
  },
  async s3() {
    const { endpoint, disturb, close } = await startS3Server();
    const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const store = createS3Store({ bucket, region: 'us-east-1', endpoint, answerMs, ...keys });
    return { store, disturb, close };
  },
  async vercel_blob() {
    const { apiUrl, disturb, close } = await startVercelBlobServer();
    // The only way to lead the package to another server.
    vi.stubEnv('VERCEL_BLOB_API_URL', apiUrl);
    vi.stubEnv('VERCEL_BLOB_RETRIES', '0');
    const store = createVercelStore({ token: vercelToken, access: 'private', apiUrl, answerMs });
    return { store, disturb, close };
  },
};

/** The store of one provider, with the server that it needs, for all tests of a block. */
export function useStore(provider: StorageProvider): StoreStage {
  let stage: StoreStage | undefined;
  const get = () => {
    if (!stage) throw new Error('The store opens before the first test.');
    return stage;
  };
  beforeAll(async () => {
    stage = await open[provider]();
  });
  afterEach(() => get().disturb('none'));
  afterAll(() => get().close());
  return {
    get store() {
      return get().store;
    },
    disturb: (disturbance) => get().disturb(disturbance),
    close: () => get().close(),
  };
}
