import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin, requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { settleAccountNow } from '../credits/service.ts';
import { DomainError, notFound } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../pagination.ts';
import type { Drift, DriftInput, DriftPage, ItemFacts } from './comparison-schema.ts';
import { askClerk, lookTold } from './look.ts';
import { enqueueLooks } from './look-kind.ts';
import {
  findBalanceCredits,
  findSubscriberRow,
  listItems,
  listPlanGrants,
  listSubscriberIds,
} from './repository.ts';

/** Carries the report out of a transaction that must not commit. */
class DryRun extends Error {
  readonly drift: Drift;
  constructor(drift: Drift) {
    super('A dry run ends here.');
    this.drift = drift;
  }
}

/**
 * What comparing a user with Clerk would change: it is done, looked at, and rolled back.
 *
 * @throws NOT_FOUND, NOT_CONFIGURED without a connection to Clerk, CLERK_FAILED, FORBIDDEN to users.
 */
export async function findDrift(ctx: ServiceContext, userId: string): Promise<Drift> {
  requireOperator(ctx);
  const user = await findSubscriberRow(ctx.db, userId);
  if (!user) throw notFound('user');
  const told = await askClerk(ctx, user.clerkId);
  if (!told) {
    throw new DomainError('NOT_CONFIGURED', 'There is no connection to Clerk.', {
      missing: 'CLERK_SECRET_KEY',
    });
  }
  try {
    return await withTransaction(ctx.db, async (tx) => {
      const inside = { ...ctx, db: tx };
      await settleAccountNow(inside, userId);
      const before = await readStored(inside, userId);
      await lookTold(inside, { userId, clerkUserId: user.clerkId }, told);
      const after = await readStored(inside, userId);
      const changed = after.items.filter((item) => !before.items.some((old) => isSame(old, item)));
      const grants = after.grants.filter(({ id }) => !before.grants.some((old) => old.id === id));
      const balanceChange = after.credits - before.credits;
      throw new DryRun({
        userId,
        clerkUserId: user.clerkId,
        email: user.email,
        clerk: told,
        stored: before.items,
        changed,
        grants: grants.map(({ part, amountCredits, expiresAt }) => ({ part, amountCredits, expiresAt })),
        balanceChange,
        isDrifted: changed.length > 0 || grants.length > 0 || balanceChange !== 0,
      });
    });
  } catch (error) {
    if (error instanceof DryRun) return error.drift;
    throw error;
  }
}

async function readStored(ctx: ServiceContext, userId: string) {
  const items = (await listItems(ctx.db, userId)).map(
    ({ id, ...item }): ItemFacts => ({ ...item, itemId: id }),
  );
  const grants = await listPlanGrants(ctx.db, userId);
  return { items, grants, credits: await findBalanceCredits(ctx.db, userId) };
}

const compared = [
  'itemId',
  'planKey',
  'status',
  'period',
  'periodStart',
  'periodEnd',
  'canceledAt',
  'pastDueSince',
  'isFreeTrial',
] as const;

function isSame(a: ItemFacts, b: ItemFacts): boolean {
  return compared.every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]));
}

const DriftCursor = z.tuple([z.string()]);

/** Compares a page of users with Clerk, and answers those that differ. @throws as `findDrift`, FORBIDDEN to non-admins. */
export async function listDrift(ctx: ServiceContext, { cursor, limit }: DriftInput): Promise<DriftPage> {
  requireAdmin(ctx);
  const after = cursor ? decodeCursor(DriftCursor, cursor)[0] : '';
  const userIds = await listSubscriberIds(ctx.db, after, limit);
  const items: Drift[] = [];
  for (const userId of userIds) {
    const drift = await findDrift(ctx, userId);
    if (drift.isDrifted) items.push(drift);
  }
  const last = userIds.at(-1);
  const nextCursor = userIds.length === limit && last ? encodeCursor([last]) : null;
  return { items, compared: userIds.length, nextCursor };
}

/** Has every subscriber compared and repaired by jobs; answers how many. @throws FORBIDDEN to non-admins. */
export async function repairAll(ctx: ServiceContext): Promise<{ users: number }> {
  requireAdmin(ctx);
  return withTransaction(ctx.db, (tx) => enqueueRepairs({ ...ctx, db: tx }));
}

async function enqueueRepairs(ctx: ServiceContext): Promise<{ users: number }> {
  let users = 0;
  for (let after = ''; ; ) {
    const userIds = await listSubscriberIds(ctx.db, after, 500);
    await enqueueLooks(ctx, userIds);
    after = userIds.at(-1) ?? after;
    users += userIds.length;
    if (userIds.length < 500) break;
  }
  await recordAudit(ctx, {
    action: 'subscriptions.repairAll',
    targetType: 'user',
    targetId: '*',
    after: { users },
  });
  return { users };
}
