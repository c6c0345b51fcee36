import { describeApiKey } from '../api-keys/service.ts';
import type { ServiceContext } from '../context.ts';
import { describePriceVersion } from '../settings/service.ts';
import { listGrantStates } from './account/repository.ts';
import type { EntryExplanation } from './explanation-schema.ts';
import { listPayments, toGrant } from './grants.ts';
import { getHold } from './holds.ts';
import { meaningOf } from './meaning.ts';
import { findActor } from './repository.ts';
import type { Entry } from './schema.ts';
import { getEntry } from './service.ts';

/** One entry with all that tells why: its price, who paid, what it belongs to, who asked for it. @throws NOT_FOUND. */
export async function explainEntry(
  ctx: ServiceContext,
  userId: string,
  entryId: string,
): Promise<EntryExplanation> {
  const entry = await getEntry(ctx, userId, entryId);
  const versionId = entry.priceVersionId ?? entry.refundOf?.priceVersionId;
  const [price, payments, hold, grants, actor, key] = await Promise.all([
    versionId ? describePriceVersion(ctx, versionId) : null,
    listPayments(ctx, userId, entryId),
    entry.holdId ? getHold(ctx, userId, entry.holdId) : null,
    entry.grantId ? listGrantStates(ctx.db, userId, [entry.grantId]) : [],
    describeActor(ctx, entry),
    entry.apiKeyId ? describeApiKey(ctx, entry.apiKeyId) : null,
  ]);
  const [grant] = grants;
  return {
    ...entry,
    meaning: meaningOf(entry),
    balanceBefore: entry.balanceAfter + entry.creditsUsed,
    price,
    payments,
    hold,
    grant: grant ? toGrant(grant, ctx.now()) : null,
    actor,
    apiKey: key && { id: key.id, kind: key.kind, name: key.name },
  };
}

async function describeActor(
  ctx: ServiceContext,
  { userId, actorId }: Entry,
): Promise<EntryExplanation['actor']> {
  if (actorId === null) return { kind: 'app', name: null };
  const kind = actorId === userId ? 'user' : 'admin';
  const { principal } = ctx;
  const mayKnow =
    kind === 'user' ||
    principal?.kind === 'system' ||
    (principal?.kind === 'user' && principal.role === 'ADMIN');
  const person = mayKnow ? await findActor(ctx.db, actorId) : null;
  return { kind, name: person?.name ?? person?.email ?? null };
}
