import { z } from 'zod';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { type Account, hasEnded } from './account/account.ts';
import { changeAccount } from './account/change-account.ts';
import { listGrantStates } from './account/repository.ts';
import { settleAccount } from './account/settle.ts';
import type { GrantState } from './account/state.ts';

const GrantExpiryRequest = z.strictObject({
  userId: z.string().min(1),
  grantId: z.string().min(1),
  /** At or before now: what is left expires at once. */
  expiresAt: z.date(),
});
type GrantExpiryRequest = z.infer<typeof GrantExpiryRequest>;

/**
 * Moves the instant at which what is left of a grant expires, earlier or later. It needs no idempotency key, since doing
 * it again changes nothing. False for a grant that has ended: nothing brings its credits back.
 *
 * @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to users.
 */
export async function changeGrantExpiry(ctx: ServiceContext, input: GrantExpiryRequest): Promise<boolean> {
  requireOperator(ctx);
  const { userId, grantId, expiresAt } = parseInput(GrantExpiryRequest, input);
  return changeAccount(
    ctx,
    { userId, at: ctx.now() },
    {
      change: async (account, tx, { at }) => {
        const [stored] = await listGrantStates(tx, userId, [grantId]);
        if (!stored) throw notFound('grant');
        const grant = account.state.grants.get(grantId) ?? stored;
        return moveExpiry(account, grant, expiresAt, at);
      },
    },
  );
}

export function moveExpiry(account: Account, grant: GrantState, expiresAt: Date, at: Date): boolean {
  if (hasEnded(grant, at)) return false;
  const earliest = Math.max(at.getTime(), grant.startsAt.getTime() + 1);
  account.changeGrant(grant, { expiresAt: new Date(Math.max(expiresAt.getTime(), earliest)) });
  settleAccount(account, at);
  return true;
}
