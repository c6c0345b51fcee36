import { recordAdminAudit } from '../audit/service.ts';
import { requireHolder } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import type { Account } from './account/account.ts';
import type { HoldState } from './account/state.ts';
import { ExtendHoldRequest, Hold, type HoldReceipt } from './hold-schema.ts';
import { getOpenHold, toHold } from './holds.ts';
import { runOperation } from './operation.ts';
import { draftEntry } from './receipt.ts';

/**
 * Lets an open hold live longer; it never ends earlier than it would have.
 *
 * @throws HOLD_ENDED, NOT_FOUND (no such hold of this user), CONFLICT, INVALID_INPUT, FORBIDDEN to users.
 */
export async function extendHold(ctx: ServiceContext, input: ExtendHoldRequest): Promise<HoldReceipt> {
  requireHolder(ctx, input.userId);
  const request = parseInput(ExtendHoldRequest, input);
  const { holdId, ttlSeconds } = request;
  const called = draftEntry(ctx, request, { verb: 'extend', holdId, ttlSeconds });
  const { answer, replayed } = await runOperation(
    ctx,
    { verb: 'extend', draft: called, answer: Hold },
    async (account, tx, draft) => {
      const hold = await getOpenHold(account, { ...ctx, db: tx }, holdId);
      const before = { holdId, expiresAt: hold.expiresAt.toISOString() };
      extend(account, hold, ttlSeconds, draft.at);
      await recordAdminAudit(
        { ...ctx, db: tx },
        {
          action: 'accounts.extend',
          targetType: 'user',
          targetId: request.userId,
          before,
          after: { holdId, expiresAt: hold.expiresAt.toISOString() },
        },
      );
      return toHold(hold, draft);
    },
  );
  return { hold: answer, replayed };
}

export function extend(account: Account, hold: HoldState, ttlSeconds: number, at: Date): void {
  const end = at.getTime() + ttlSeconds * 1000;
  account.changeHold(hold, { expiresAt: new Date(Math.max(end, hold.expiresAt.getTime())) });
}
