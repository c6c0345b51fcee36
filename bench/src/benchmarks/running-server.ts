import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.resolve(import.meta.dirname, '../../../scripts/start.ts');

const unset = {
  HOST: '',
  CLERK_PUBLISHABLE_KEY: '',
  CLERK_SECRET_KEY: '',
  CLERK_JWT_KEY: '',
  CLERK_WEBHOOK_SIGNING_SECRET: '',
  PUBLIC_URL: '',
  SMTP_URL: '',
  LOG_LEVEL: '',
  JOB_CONCURRENCY: '',
};

export type RunningServer = {
  url: string;
  /** By which it knows webhooks of Clerk. */
  signingSecret: string;
  close(): Promise<void>;
};

/** Starts Scrip as people do, on this database, with its jobs and its auditor. @throws when it does not start. */
export async function startRunningServer(connectionString: string): Promise<RunningServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'scrip-bench-server-'));
  // Of our own environment nothing reaches the server, and of a developer's .env nothing that is set here.
  const child = spawn(process.execPath, [script], {
    env: { ...unset, DATABASE_URL: connectionString, DATA_DIR: directory, PORT: '0', SCRIP_DEMO: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  const announced = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /Scrip runs at (\S+)/.exec(printed)?.[1];
      if (url) resolve(url);
    });
  });
  const failed = exited.then(() => Promise.reject(new Error(`The server did not start. ${printed}`)));
  const url = await Promise.race([announced, failed]);
  failed.catch(() => undefined);
  const keys = JSON.parse(await readFile(path.join(directory, 'clerk/keys.json'), 'utf8'));
  return {
    url,
    signingSecret: String(keys.webhookSigningSecret),
    async close() {
      child.kill('SIGTERM');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
