import { hasNoUsers, loadDemoData, type ServiceContext } from '@scrip/api/server';
import { withTransaction } from '@scrip/database';
import type { LocalAccount, LocalAccounts } from './accounts.ts';

const demoTimeoutMs = 300_000;

/**
 * Fills a database that nobody has used yet with the demo data: all of it or, when interrupted, nothing, so that the
 * next start begins anew.
 */
export async function fillEmptyDatabase(
  ctx: ServiceContext,
  accounts: LocalAccounts,
  onProgress: (message: string) => void,
): Promise<void> {
  if (!(await hasNoUsers(ctx))) return;
  onProgress('Writing 90 days of demo data');
  const identities = { admin: identityOf(accounts.admin), user: identityOf(accounts.user) };
  await withTransaction(ctx.db, (tx) => loadDemoData({ ...ctx, db: tx }, identities), {
    timeout: demoTimeoutMs,
  });
}

function identityOf({ clerkId, email, name }: LocalAccount) {
  return { clerkUserId: clerkId, verifiedEmail: email, name };
}
