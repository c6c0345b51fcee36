import { withSavepoint } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { takeBatch } from './batching.ts';
import { lockBalances } from './repository.ts';
import { writeSettledSpends } from './settled-spends.ts';
import { toReceipt } from './spend-credits.ts';
import { answerUsedKeys, draftsAmong, isOutcome, outcomeOf, type SpendProgress } from './spend-outcome.ts';
import type { Refusal, SpendOutcome } from './spend-schema.ts';
import type { SpendDraft } from './spend-statement.ts';

const MAX_STATEMENT_SPENDS = 128;
const nobody: ReadonlySet<string> = new Set();

/** Thrown to undo what the transaction has charged. */
class FirstRefusal extends Error {
  readonly index: number;
  readonly error: Refusal;

  constructor(index: number, error: Refusal) {
    super('A spend of an all-or-nothing call was refused.');
    this.index = index;
    this.error = error;
  }
}

/**
 * Charges all spends in one transaction, or tells which one would have been refused first, had they been decided one by
 * one, and charges nothing. Inside a caller's transaction, that one stays usable.
 */
export async function spendAllOrNothing(
  ctx: ServiceContext,
  spends: SpendProgress[],
): Promise<SpendOutcome[] | { index: number; error: Refusal }> {
  try {
    return await withSavepoint(ctx.db, (tx) => chargeAll({ ...ctx, db: tx }, spends));
  } catch (error) {
    if (error instanceof FirstRefusal) return { index: error.index, error: error.error };
    throw error;
  }
}

/**
 * With all balances locked first, in the order of their users like every batch, the statements that follow see every
 * key, so none of them fails because of a concurrent one, and no two calls deadlock.
 */
async function chargeAll(ctx: ServiceContext, spends: SpendProgress[]): Promise<SpendOutcome[]> {
  const userIds = new Set(draftsAmong(spends).map(({ userId }) => userId));
  await lockBalances(ctx.db, [...userIds]);
  const progress = await answerUsedKeys(ctx, spends);
  for (;;) {
    const refusedAt = progress.findIndex((spend) => isOutcome(spend) && !spend.ok);
    const undecidedBefore = refusedAt === -1 ? progress : progress.slice(0, refusedAt);
    if (undecidedBefore.every(isOutcome)) return outcomesOf(progress, refusedAt);
    await decideSome(ctx, progress, undecidedBefore);
  }
}

/** One statement's worth of the spends that are still to be decided, in order. */
async function decideSome(
  ctx: ServiceContext,
  progress: SpendProgress[],
  until: SpendProgress[],
): Promise<void> {
  const waiting = until.flatMap((draft, index) =>
    isOutcome(draft) ? [] : [{ ...keyOf(draft), index, draft }],
  );
  const { batch } = takeBatch(waiting, nobody, MAX_STATEMENT_SPENDS);
  const verdicts = await writeSettledSpends(
    ctx.db,
    batch.map(({ draft }) => draft),
  );
  for (const [place, { index, draft }] of batch.entries()) {
    const verdict = verdicts[place];
    if (!verdict || verdict.kind === 'undecided') continue;
    progress[index] = await outcomeOf(() => toReceipt(ctx, draft, verdict));
  }
}

function keyOf({ userId, idempotencyKey }: SpendDraft) {
  return { userId, idempotencyKey };
}

function outcomesOf(progress: SpendProgress[], refusedAt: number): SpendOutcome[] {
  const refused = progress[refusedAt];
  if (refused && isOutcome(refused) && !refused.ok) throw new FirstRefusal(refusedAt, refused.error);
  return progress.filter(isOutcome);
}
