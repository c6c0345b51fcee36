import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchEnvironment, Benchmark, Prepared } from '../benchmark.ts';
import { createContext, openAccounts } from '../ledger.ts';
import { type FileServer, startAppServer, startBareServer } from './file-servers.ts';

const mebibyte = 1024 * 1024;
const atOnce = 10;
const growthMb = 64;

/** Different bytes each time: the same ones would be recognised and not stored. */
function newFile(sizeBytes: number): Buffer {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const bytes = randomBytes(sizeBytes);
  Buffer.from(png, 'base64').copy(bytes);
  return bytes;
}

type Servers = { app: FileServer; bare: FileServer; sizeBytes: number; close(): Promise<void> };

async function openServers({ connectionString, db, size }: BenchEnvironment): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'scrip-bench-files-'));
  const [userId = ''] = await openAccounts(createContext(db), { count: 1 });
  const app = await startAppServer({ connectionString, userId, directory: join(directory, 'app') });
  const bare = await startBareServer({ directory: join(directory, 'bare') });
  const close = async () => {
    await Promise.all([app.close(), bare.close()]);
    await rm(directory, { recursive: true, force: true });
  };
  return { app, bare, sizeBytes: size === 'full' ? 25 * mebibyte : mebibyte, close };
}

const none = { check: async () => undefined };

async function msOf(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

/** Bytes per second, as the ratio of rates that the issue asks for. */
const rateOf = (sizeBytes: number, ms: number) => sizeBytes / 1_000 / ms;

export const upload: Benchmark = {
  name: 'upload',
  title:
    '25 MB through the app to the disk, against a bare Node server that streams the same bytes to the disk',
  unit: 'MB/s',
  must: 0.6,
  aim: 0.9,
  async prepare(environment): Promise<Prepared> {
    const { app, bare, sizeBytes, close } = await openServers(environment);
    const rate = (server: FileServer) => async () => {
      const bytes = newFile(sizeBytes);
      return rateOf(sizeBytes, await msOf(() => server.upload(bytes)));
    };
    return { ours: rate(app), baseline: rate(bare), ...none, close };
  },
};

export const download: Benchmark = {
  name: 'download',
  title: '25 MB from the disk through the app, against a bare Node server that streams the same bytes',
  unit: 'MB/s',
  must: 0.6,
  aim: 0.9,
  async prepare(environment): Promise<Prepared> {
    const { app, bare, sizeBytes, close } = await openServers(environment);
    const bytes = newFile(sizeBytes);
    const rate = async (server: FileServer) => {
      const path = await server.upload(bytes);
      return async () => rateOf(sizeBytes, await msOf(() => server.download(path, sizeBytes)));
    };
    return { ours: await rate(app), baseline: await rate(bare), ...none, close };
  },
};

export const uploadMemory: Benchmark = {
  name: 'upload-memory',
  title: `how much the server grows during ${atOnce} uploads of 25 MB at once, against ${growthMb} MB`,
  unit: 'MB',
  must: 1,
  aim: 0.5,
  async prepare(environment): Promise<Prepared> {
    const { app, sizeBytes, close } = await openServers(environment);
    // Code that runs for the first time is no cost of ten uploads; everything after that counts, in every round.
    await app.upload(newFile(sizeBytes));
    const before = await app.resetPeakMb();
    return {
      async ours() {
        const files = Array.from({ length: atOnce }, () => newFile(sizeBytes));
        await app.resetPeakMb();
        await Promise.all(files.map((bytes) => app.upload(bytes)));
        return Math.max(0, (await app.peakMb()) - before);
      },
      baseline: async () => growthMb,
      ...none,
      close,
    };
  },
};
