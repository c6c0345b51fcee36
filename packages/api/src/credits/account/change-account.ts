import { type Db, withTransaction } from '@scrip/database';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { Account } from './account.ts';
import { lockAccount, writeAccount } from './repository.ts';
import { settleAccount } from './settle.ts';

export type AccountChange<Answer> = {
  /** The answer that the same request was given before, if it was. */
  findAnswer?: (tx: Db) => Promise<Answer | null>;
  /** Decides on what the account is now, and changes it. */
  change: (account: Account, tx: Db) => Promise<Answer> | Answer;
};

/**
 * Changes one account in one transaction: locks it, looks for an answer given before, settles the account up to `at`, and
 * writes what `change` did to it. Whatever is read after the lock is current. What throws leaves nothing behind.
 *
 * @throws NOT_FOUND when there is no such account.
 */
export async function changeAccount<Answer>(
  ctx: Pick<ServiceContext, 'db'>,
  { userId, at }: { userId: string; at: Date },
  { findAnswer, change }: AccountChange<Answer>,
): Promise<Answer> {
  return withTransaction(ctx.db, async (tx) => {
    const state = await lockAccount(tx, userId);
    if (!state) throw notFound('user');
    const known = await findAnswer?.(tx);
    if (known) return known;
    const account = new Account(state);
    if (settleAccount(account, latest(at, state.lastEntryAt))) await write(tx, account, at);
    const answer = await change(account, tx);
    await write(tx, account, at);
    return answer;
  });
}

/**
 * Lets happen what was due by then, and decides which grants paid for the spends so far. Does nothing to an account that
 * does not exist.
 */
export async function bringUpToDate(
  { db }: Pick<ServiceContext, 'db'>,
  { userId, at }: { userId: string; at: Date },
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const state = await lockAccount(tx, userId);
    if (!state) return;
    const account = new Account(state);
    if (settleAccount(account, latest(at, state.lastEntryAt))) await write(tx, account, at);
  });
}

// Clocks differ between processes, but time in an account never goes back.
function latest(at: Date, lastEntryAt: Date | null): Date {
  return lastEntryAt && lastEntryAt > at ? lastEntryAt : at;
}

async function write(tx: Db, account: Account, at: Date): Promise<void> {
  const changes = account.takeChanges();
  account.state.changeSeq += 1;
  await writeAccount(tx, account.state, changes, { nextExpiryAt: account.nextDueAt, at });
}
