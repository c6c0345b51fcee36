import type { ServiceContext } from '../context.ts';
import { listHolds } from '../credits/holds.ts';
import { releaseHold } from '../credits/release-hold.ts';
import { settleAccountNow } from '../credits/service.ts';
import { removeFilesOfUser } from '../storage/delete-files.ts';
import { retireIdentity } from '../users/provision-user.ts';
import { givePlanCredits } from './give-plan-credits.ts';
import { endItems, findUserByClerkId, lockSubscriber } from './repository.ts';

/**
 * Closes the account of a person who was deleted at Clerk: signing in is refused, name, e-mail and settings are erased,
 * API keys revoked and files deleted, open holds released, subscriptions ended. The ledger stays, under the user's id,
 * which says nothing about the person. Doing it again changes nothing; of somebody unknown there is nothing to close.
 */
export async function closeAccount(ctx: ServiceContext, clerkUserId: string): Promise<void> {
  await retireIdentity(ctx, clerkUserId);
  const user = await findUserByClerkId(ctx.db, clerkUserId);
  if (!user) return;
  const { userId } = user;
  await lockSubscriber(ctx.db, userId);
  await settleAccountNow(ctx, userId);
  for (;;) {
    const { items } = await listHolds(ctx, userId, { status: 'OPEN', limit: 200 });
    if (items.length === 0) break;
    for (const { id: holdId } of items) {
      await releaseHold(ctx, { userId, holdId, idempotencyKey: `scrip:close:${holdId}` });
    }
  }
  await endItems(ctx.db, userId, ctx.now());
  await givePlanCredits(ctx, userId);
  await removeFilesOfUser(ctx, userId);
}
