import type { ServiceContext } from '../context.ts';
import { bringUpToDate } from './account/change-account.ts';
import { listDueUserIds } from './repository.ts';

const PAGE_USERS = 100;

/**
 * Settles every account of which a hold or a grant has ended, or a scheduled grant has started, by now; returns how many.
 * Nothing depends on it: an account that is due settles itself before its next spend. It makes expiries appear in the
 * history, and balances fall, when they are due. Candidates are found without locks, so any number of processes may run
 * it at once.
 */
export async function settleDueAccounts(
  ctx: Pick<ServiceContext, 'db' | 'now' | 'logger'>,
  signal?: AbortSignal,
): Promise<number> {
  const at = ctx.now();
  let settled = 0;
  let afterUserId = '';
  for (;;) {
    const userIds = await listDueUserIds(ctx.db, { at, afterUserId, take: PAGE_USERS });
    for (const userId of userIds) {
      if (signal?.aborted) return settled;
      await settleOne(ctx, userId, at);
      settled += 1;
      afterUserId = userId;
    }
    if (userIds.length < PAGE_USERS) return settled;
  }
}

/** An account that cannot be settled must not keep the others waiting. */
async function settleOne(
  ctx: Pick<ServiceContext, 'db' | 'logger'>,
  userId: string,
  at: Date,
): Promise<void> {
  try {
    await bringUpToDate(ctx, { userId, at });
  } catch (error) {
    ctx.logger.error({ err: error, userId }, 'An account that is due could not be settled');
  }
}
