import { z } from 'zod';
import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { type Account, hasEnded } from './account/account.ts';
import { listGrantStates } from './account/repository.ts';
import type { GrantState } from './account/state.ts';
import { TAKE_BACK_KEY_PREFIX } from './meaning.ts';
import { runOperation } from './operation.ts';
import { draftEntry, type EntryDraft } from './receipt.ts';
import { AmountCredits, IdempotencyKey, Reason } from './schema.ts';

const ReduceGrantRequest = z.strictObject({
  userId: z.string().min(1),
  grantId: z.string().min(1),
  /** At most; what is spent or held already stays so. */
  amountCredits: AmountCredits,
  reason: Reason,
  idempotencyKey: IdempotencyKey,
});
type ReduceGrantRequest = z.infer<typeof ReduceGrantRequest>;

const ReduceGrantAnswer = z.object({ takenCredits: z.int(), entryId: z.string().nullable() });
type ReduceGrantAnswer = z.infer<typeof ReduceGrantAnswer>;

/**
 * Takes back what is unspent of a grant, up to an amount, as an adjustment with its reason; once per idempotency key.
 * `takenCredits` is less than asked where less was left, and 0 of a grant that has ended.
 *
 * @throws NOT_FOUND, CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave nothing behind.
 */
export async function reduceGrant(
  ctx: ServiceContext,
  input: ReduceGrantRequest,
): Promise<ReduceGrantAnswer & { replayed: boolean }> {
  requireOperator(ctx);
  const { userId, grantId, amountCredits, reason, idempotencyKey } = parseInput(ReduceGrantRequest, input);
  const fields = { verb: 'reduce', grantId, amountCredits, reason };
  const called = draftEntry(ctx, { userId, idempotencyKey, details: { reason, grantId } }, fields);
  const operation = { verb: 'reduce', draft: called, answer: ReduceGrantAnswer };
  const { answer, replayed } = await runOperation(ctx, operation, async (account, tx, draft) => {
    const [stored] = await listGrantStates(tx, userId, [grantId]);
    if (!stored) throw notFound('grant');
    const grant = account.state.grants.get(grantId) ?? stored;
    return reduce(account, grant, amountCredits, draft);
  });
  return { ...answer, replayed };
}

export function reduce(
  account: Account,
  grant: GrantState,
  amountCredits: number,
  draft: EntryDraft,
): ReduceGrantAnswer {
  const shares = hasEnded(grant, draft.at) ? [] : account.takeFrom(grant, amountCredits);
  const [share] = shares;
  if (!share) return { takenCredits: 0, entryId: null };
  const entry = account.post(
    {
      ...draft,
      // The key is the operation's: an entry has one of its own.
      idempotencyKey: `${TAKE_BACK_KEY_PREFIX}${draft.id}`,
      kind: 'ADJUSTMENT',
      operationType: 'ADMIN_ADJUSTMENT',
      creditsUsed: share.credits,
      grantId: grant.id,
    },
    shares,
  );
  return { takenCredits: share.credits, entryId: entry.id };
}
