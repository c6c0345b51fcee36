// A process that stores one file and stops at a step, for a test that kills it there.
import { createDatabase } from '@scrip/database';
import { defaultLimits } from '../limits.ts';
import { receiveUpload } from '../receive-upload.ts';
import type { BlobStore } from '../stores/blob-store.ts';
import { createLocalStore } from '../stores/local-store.ts';

const [connectionString = '', directory = '', userId = '', stopAt = ''] = process.argv.slice(2);
const local = createLocalStore({ directory });

async function reach(step: string): Promise<void> {
  if (step !== stopAt) return;
  console.log(step);
  await new Promise(() => setInterval(() => undefined, 1_000));
}

const store: BlobStore = {
  ...local,
  async put(...args) {
    await reach('reserved');
    const ref = await local.put(...args);
    await reach('stored');
    return ref;
  },
};

async function* picture() {
  yield Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  yield Buffer.alloc(1024 * 1024);
  await reach('half written');
  yield Buffer.alloc(1024);
}

const quiet = () => undefined;
await receiveUpload(
  {
    principal: { kind: 'user', userId, clerkUserId: userId, role: 'USER' },
    db: createDatabase({ connectionString, maxConnections: 2 }),
    now: () => new Date(),
    logger: { info: quiet, warn: quiet, error: quiet },
    storage: {
      stores: new Map([['local', store]]),
      provider: 'local',
      limits: defaultLimits,
      linkKey: Buffer.alloc(32),
      isMetered: false,
    },
  },
  { name: 'a.png', sizeBytes: null, bytes: picture(), signal: new AbortController().signal },
);
await reach('finished');
