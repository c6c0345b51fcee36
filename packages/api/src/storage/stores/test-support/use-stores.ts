import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { BlobStore, StorageProvider } from '../blob-store.ts';
import { openStore, type StorePlace } from './open-store.ts';
import { startS3Server } from './s3-server.ts';
import { type Disturbance, startVercelBlobServer } from './vercel-blob-server.ts';

export type StoreStage = {
  store: BlobStore;
  /** For another process that opens the same store. */
  place: StorePlace;
  /** What the store's server does to every request; not for the local disk. */
  disturb(disturbance: Disturbance): Promise<void>;
  close(): Promise<void>;
};

const open: Record<StorageProvider, () => Promise<Omit<StoreStage, 'store'>>> = {
  async local() {
    const directory = await mkdtemp(join(tmpdir(), 'scrip-files-'));
    const close = async () => {
      await chmod(directory, 0o700);
      await rm(directory, { recursive: true, force: true });
    };
    return { place: { provider: 'local', directory }, disturb: async () => undefined, close };
  },
  async s3() {
    const { endpoint, disturb, close } = await startS3Server();
    return { place: { provider: 's3', endpoint }, disturb, close };
  },
  async vercel_blob() {
    const { apiUrl, disturb, close } = await startVercelBlobServer();
    return { place: { provider: 'vercel_blob', apiUrl }, disturb, close };
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
    const opened = await open[provider]();
    stage = { ...opened, store: openStore(opened.place, { answerMs: 1_500 }) };
  });
  afterEach(() => get().disturb('none'));
  afterAll(() => get().close());
  return {
    get store() {
      return get().store;
    },
    get place() {
      return get().place;
    },
    disturb: (disturbance) => get().disturb(disturbance),
    close: () => get().close(),
  };
}
