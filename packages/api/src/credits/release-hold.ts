import { recordAdminAudit } from '../audit/service.ts';
import { requireHolder } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { endHold } from './account/settle.ts';
import { Hold, type HoldReceipt, ReleaseHoldRequest } from './hold-schema.ts';
import { getOpenHold, toHold } from './holds.ts';
import { runOperation } from './operation.ts';
import { draftEntry } from './receipt.ts';

/**
 * Ends a hold and returns all of it to the grants it was taken from; credits of a grant that has expired meanwhile expire
 * now.
 *
 * @throws HOLD_ENDED, NOT_FOUND (no such hold of this user), CONFLICT, INVALID_INPUT, FORBIDDEN to users.
 */
export async function releaseHold(ctx: ServiceContext, input: ReleaseHoldRequest): Promise<HoldReceipt> {
  requireHolder(ctx, input.userId);
  const request = parseInput(ReleaseHoldRequest, input);
  const { holdId } = request;
  const called = draftEntry(ctx, request, { verb: 'release', holdId });
  const { answer, replayed } = await runOperation(
    ctx,
    { verb: 'release', draft: called, answer: Hold },
    async (account, tx, draft) => {
      const hold = await getOpenHold(account, { ...ctx, db: tx }, holdId);
      endHold(account, hold, 'RELEASED', draft.at);
      const after = { holdId, amountCredits: hold.amountCredits };
      const record = {
        action: 'accounts.release',
        targetType: 'user',
        targetId: request.userId,
        after,
      } as const;
      await recordAdminAudit({ ...ctx, db: tx }, record);
      return toHold(hold, draft);
    },
  );
  return { hold: answer, replayed };
}
