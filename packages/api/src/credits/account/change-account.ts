import { type Db, withTransaction } from '@scrip/database';
import type { ServiceContext } from '../../context.ts';
import { notFound } from '../../errors.ts';
import { countKeyUses } from '../key-caps.ts';
import { Account } from './account.ts';
import { lockAccount, writeAccount } from './repository.ts';
import { settleAccount } from './settle.ts';

type Timed = { userId: string; at: Date };

export type AccountChange<Draft extends Timed, Answer> = {
  /** The answer that the same request was given before, if it was. */
  findAnswer?: (tx: Db, draft: Draft) => Promise<Answer | null>;
  /** Decides on what the account is now, and changes it. The draft is that of the call, in the account's own time. */
  change: (account: Account, tx: Db, draft: Draft) => Promise<Answer> | Answer;
};

/**
 * Changes one account in one transaction: locks it, looks for an answer given before, settles the account up to `at`, and
 * writes what `change` did to it. Whatever is read after the lock is current. What throws leaves nothing behind.
 *
 * Clocks differ between processes, but time in an account never goes back: a call that comes from before its newest entry
 * happens at that entry's time.
 *
 * @throws NOT_FOUND when there is no such account.
 */
export async function changeAccount<Draft extends Timed, Answer>(
  ctx: Pick<ServiceContext, 'db'>,
  draft: Draft,
  { findAnswer, change }: AccountChange<Draft, Answer>,
): Promise<Answer> {
  return withTransaction(ctx.db, async (tx) => {
    const state = await lockAccount(tx, draft.userId);
    if (!state) throw notFound('user');
    const known = await findAnswer?.(tx, draft);
    if (known) return known;
    const account = new Account(state);
    const at = latest(draft.at, state.lastEntryAt);
    if (settleAccount(account, at)) await write(tx, account, at);
    const answer = await change(account, tx, { ...draft, at });
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
  { userId, at: calledAt }: Timed,
): Promise<void> {
  await withTransaction(db, async (tx) => {
    const state = await lockAccount(tx, userId);
    if (!state) return;
    const account = new Account(state);
    const at = latest(calledAt, state.lastEntryAt);
    if (settleAccount(account, at)) await write(tx, account, at);
  });
}

function latest(at: Date, lastEntryAt: Date | null): Date {
  return lastEntryAt && lastEntryAt > at ? lastEntryAt : at;
}

async function write(tx: Db, account: Account, at: Date): Promise<void> {
  const changes = account.takeChanges();
  account.state.changeSeq += 1;
  await writeAccount(tx, account.state, changes, { nextExpiryAt: account.nextDueAt, at });
  await countKeyUses(tx, changes.keyUses);
}
