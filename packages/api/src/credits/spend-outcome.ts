import type { ServiceContext } from '../context.ts';
import { isDomainError, shapeOf } from '../errors.ts';
import type { PriceBook } from '../settings/price-book.ts';
import { draftSpend, isReceipt } from './draft-spend.ts';
import { toReplay } from './receipt.ts';
import { listEntriesByKeys } from './repository.ts';
import type { EntryReceipt } from './schema.ts';
import type { SpendCreditsRequest, SpendOutcome } from './spend-schema.ts';
import type { SpendDraft } from './spend-statement.ts';

/** A spend on its way through a call of many: priced and waiting, or answered. */
export type SpendProgress = SpendDraft | SpendOutcome;

export function isOutcome(progress: SpendProgress): progress is SpendOutcome {
  return 'ok' in progress;
}

export function draftsAmong(spends: SpendProgress[]): SpendDraft[] {
  return spends.flatMap((spend) => (isOutcome(spend) ? [] : [spend]));
}

/** @throws whatever is no domain error. */
function toRefused(error: unknown): SpendOutcome {
  if (!isDomainError(error)) throw error;
  return { ok: false, error: { ...shapeOf(error), message: error.message } };
}

/** A receipt or a refusal as data. @throws whatever is no domain error. */
export async function outcomeOf(work: () => EntryReceipt | Promise<EntryReceipt>): Promise<SpendOutcome> {
  try {
    return { ok: true, ...(await work()) };
  } catch (error) {
    return toRefused(error);
  }
}

export async function draftForMany(
  ctx: ServiceContext,
  book: PriceBook,
  request: SpendCreditsRequest,
): Promise<SpendProgress> {
  try {
    const drafted = await draftSpend(ctx, book, request);
    return isReceipt(drafted) ? { ok: true, ...drafted } : drafted;
  } catch (error) {
    return toRefused(error);
  }
}

/**
 * Answers the spends whose keys have been used, all with one query: in a statement of many, each would keep everything
 * behind it waiting for the next one.
 */
export async function answerUsedKeys(ctx: ServiceContext, spends: SpendProgress[]): Promise<SpendProgress[]> {
  const drafts = draftsAmong(spends);
  if (drafts.length === 0) return spends;
  const userIds = [...new Set(drafts.map(({ userId }) => userId))];
  const entries = await listEntriesByKeys(
    ctx.db,
    userIds,
    drafts.map(({ idempotencyKey }) => idempotencyKey),
  );
  const entryOf = new Map(entries.map((entry) => [placeOf(entry), entry]));
  return Promise.all(
    spends.map((spend) => {
      const entry = isOutcome(spend) ? undefined : entryOf.get(placeOf(spend));
      return isOutcome(spend) || !entry ? spend : outcomeOf(() => toReplay(spend, entry));
    }),
  );
}

function placeOf({ userId, idempotencyKey }: { userId: string; idempotencyKey: string }): string {
  return JSON.stringify([userId, idempotencyKey]);
}
