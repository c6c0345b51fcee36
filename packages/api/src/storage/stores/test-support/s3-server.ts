import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Disturbance } from './vercel-blob-server.ts';

export const bucket = 'scrip';

export type S3Server = {
  endpoint: string;
  disturb(disturbance: Disturbance): Promise<void>;
  close(): Promise<void>;
};

const Started = z.object({ port: z.int() });

export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'scrip-s3-'));
  const child = fork(join(import.meta.dirname, 's3-process.ts'), [directory, bucket], {
    execArgv: ['--openssl-legacy-provider'],
  });
  const [started] = await once(child, 'message');
  return {
    endpoint: `http://127.0.0.1:${Started.parse(started).port}`,
    async disturb(disturbance) {
      const answered = once(child, 'message');
      child.send(disturbance);
      await answered;
    },
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
