// A process that stores one file and stops at a step, for a test that kills it there.
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '@scrip/database';
import { defaultLimits } from '../limits.ts';
import { receiveUpload } from '../receive-upload.ts';
import type { BlobStore } from '../stores/blob-store.ts';
import { openStore, type StorePlace } from '../stores/test-support/open-store.ts';

const [connectionString = '', place = '', userId = '', stopAt = ''] = process.argv.slice(2);
// Written by the test that starts this process.
const inner = openStore(JSON.parse(place) as StorePlace, { answerMs: 60_000 });

async function reach(step: string): Promise<void> {
  if (step !== stopAt) return;
  console.log(step);
  await delay(10 * 60_000);
}

const store: BlobStore = {
  ...inner,
  async put(...args) {
    await reach('reserved');
    const ref = await inner.put(...args);
    await reach('stored');
    return ref;
  },
};

/** More than one part of S3. */
async function* picture() {
  yield Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  for (let megabyte = 0; megabyte < 6; megabyte += 1) yield Buffer.alloc(1024 * 1024);
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
      stores: new Map([[store.provider, store]]),
      provider: store.provider,
      limits: defaultLimits,
      linkKey: Buffer.alloc(32),
      isMetered: false,
    },
  },
  { name: 'a.png', sizeBytes: null, bytes: picture(), signal: new AbortController().signal },
);
await reach('finished');
