import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasNoUsers, loadDemoData, type ServiceContext } from '@scrip/api/server';
import type { Database } from '@scrip/database';
import type { LocalAccount, LocalAccounts } from './accounts.ts';
import type { Environment } from './env.ts';

type FirstRunOptions = { env: Environment; onProgress: (message: string) => void; signal: AbortSignal };

// Exists while the demo data is being written, before the first request is ever answered.
const markerOf = (dataDir: string) => join(dataDir, 'first-run-unfinished');

/** True when a start ended before its demo data was complete: nothing in the database is anybody's work. */
export function wasFirstRunInterrupted(dataDir: string): boolean {
  return existsSync(markerOf(dataDir));
}

/** Fills a database that nobody has used yet with the demo data. Rejects when `signal` aborts meanwhile. */
export async function fillEmptyDatabase(
  ctx: ServiceContext & { db: Database },
  accounts: LocalAccounts,
  { env, onProgress, signal }: FirstRunOptions,
): Promise<void> {
  if (await hasNoUsers(ctx)) {
    onProgress('Writing 90 days of demo data');
    await writeFile(markerOf(env.dataDir), '');
    const identities = { admin: identityOf(accounts.admin), user: identityOf(accounts.user) };
    const interrupted = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => interrupted.reject(signal.reason), { once: true });
    await Promise.race([loadDemoData(ctx, identities), interrupted.promise]);
  }
  await rm(markerOf(env.dataDir), { force: true });
}

function identityOf({ clerkId, email, name }: LocalAccount) {
  return { clerkUserId: clerkId, verifiedEmail: email, name };
}
