import { withTransaction } from '@scrip/database';
import { z } from 'zod';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin, requireOperator } from '../authorization.ts';
import { asSystem, type ServiceContext } from '../context.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { reduceGrant } from '../credits/reduce-grant.ts';
import { DomainError, notFound } from '../errors.ts';
import { cutPage, decodeCursor } from '../pagination.ts';
import { parseInput } from '../validation.ts';
import { findPack, findPackOwner, insertPack, listPacks, updatePack } from './pack-repository.ts';
import { type ListPacksInput, Pack, RecordPackInput, ReversePackInput } from './pack-schema.ts';
import { lockSubscriber } from './repository.ts';

/**
 * Gives the credits of a one-time purchase: once per payment, however often it is reported. They never expire, and no
 * plan touches them.
 *
 * @throws CONFLICT when the payment was recorded with other credits, ALREADY_EXISTS when it is another user's,
 * BALANCE_OVERFLOW, NOT_FOUND, INVALID_INPUT, FORBIDDEN to users.
 */
export async function recordPack(
  ctx: ServiceContext,
  input: RecordPackInput,
): Promise<Pack & { replayed: boolean }> {
  requireOperator(ctx);
  const pack = parseInput(RecordPackInput, input);
  const { userId, paymentId, credits } = pack;
  return withTransaction(ctx.db, async (tx) => {
    if (!(await lockSubscriber(tx, userId))) throw notFound('user');
    const known = await findPack(tx, userId, paymentId);
    if (known && known.credits !== credits) {
      const message = `This payment was recorded with ${known.credits} credits.`;
      throw new DomainError('CONFLICT', message, { fields: ['credits'] });
    }
    if (known) return { ...Pack.parse(known), replayed: true };
    const owner = await findPackOwner(tx, paymentId);
    if (owner) {
      const message = 'This payment was recorded for another user.';
      throw new DomainError('ALREADY_EXISTS', message, { field: 'paymentId', id: owner });
    }
    const { grant } = await grantCredits(asSystem({ ...ctx, db: tx }), {
      userId,
      amountCredits: credits,
      source: 'PURCHASE',
      idempotencyKey: `scrip:pack:${paymentId}`,
      details: { paymentId },
    });
    const row = await insertPack(tx, { ...pack, grantId: grant.id, createdAt: ctx.now() });
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: 'subscriptions.recordPack',
        targetType: 'user',
        targetId: userId,
        after: { paymentId, credits },
      },
    );
    return { ...Pack.parse(row), replayed: false };
  });
}

/**
 * The money of a pack went back: what is unspent of the pack leaves as an adjustment, and the rest is noted as owed.
 * Other credits are not touched. Doing it again answers the same.
 *
 * @throws NOT_FOUND, INVALID_INPUT, FORBIDDEN to users.
 */
export async function reversePack(
  ctx: ServiceContext,
  input: ReversePackInput,
): Promise<Pack & { replayed: boolean }> {
  requireOperator(ctx);
  const { userId, paymentId, status, reason } = parseInput(ReversePackInput, input);
  return withTransaction(ctx.db, async (tx) => {
    await lockSubscriber(tx, userId);
    const pack = await findPack(tx, userId, paymentId);
    if (!pack) throw notFound('pack');
    if (pack.status !== 'paid') return { ...Pack.parse(pack), replayed: true };
    const { takenCredits } = await reduceGrant(asSystem({ ...ctx, db: tx }), {
      userId,
      grantId: pack.grantId,
      amountCredits: pack.credits,
      reason: `Payment ${paymentId} was ${status}.`,
      idempotencyKey: `scrip:pack-reverse:${paymentId}`,
    });
    const owedCredits = pack.credits - takenCredits;
    const change = { status, reason, clawedCredits: takenCredits, owedCredits, reversedAt: ctx.now() };
    const row = await updatePack(tx, userId, paymentId, change);
    await recordAudit(
      { ...ctx, db: tx },
      {
        action: 'subscriptions.reversePack',
        targetType: 'user',
        targetId: userId,
        reason,
        after: { paymentId, status, clawedCredits: takenCredits, owedCredits },
      },
    );
    return { ...Pack.parse(row), replayed: false };
  });
}

const PackCursor = z.tuple([z.iso.datetime(), z.string()]);

/** Packs, newest first. @throws FORBIDDEN to non-admins. */
export async function searchPacks(
  ctx: ServiceContext,
  { userId, cursor, limit }: ListPacksInput,
): Promise<{ items: Pack[]; nextCursor: string | null }> {
  requireAdmin(ctx);
  const key = cursor ? decodeCursor(PackCursor, cursor) : null;
  const after = key && { createdAt: new Date(key[0]), paymentId: key[1] };
  const rows = await listPacks(ctx.db, { userId, after, take: limit + 1 });
  return cutPage(
    rows.map((row) => Pack.parse(row)),
    limit,
    (pack) => [pack.createdAt.toISOString(), pack.paymentId],
  );
}
