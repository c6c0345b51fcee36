import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { asSystem, type ServiceContext } from '../context.ts';
import { refundSpend } from '../credits/refund-spend.ts';
import type { Entry } from '../credits/schema.ts';
import { getEntryByKey } from '../credits/service.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { DomainError, isDomainError } from '../errors.ts';
import type { BuiltInFeatureKey } from '../settings/feature-catalogue.ts';
import { loggableError } from './loggable-error.ts';
import type { OpenCharges } from './open-charges.ts';
import type { ChargeState, FailureKind } from './schema.ts';

export type MeterContext = ServiceContext & { balanceFeed: { nudge(userId: string): void } };

export type ChargeRequest = {
  userId: string;
  featureKey: BuiltInFeatureKey;
  idempotencyKey: string;
  details: Record<string, string>;
};

export type MeterOptions = {
  openCharges: OpenCharges;
  /** Between the attempts at a refund that the database did not take. */
  retryDelaysMs?: number[];
};

const patience = [250, 1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000];

/** One spend of the ledger that waits for its answer. */
export class Charge {
  readonly spend: Entry;
  readonly #ctx: MeterContext;
  readonly #options: MeterOptions;
  #outcome: Promise<ChargeState> | null = null;

  constructor(ctx: MeterContext, spend: Entry, options: MeterOptions) {
    this.#ctx = ctx;
    this.spend = spend;
    this.#options = options;
  }

  /** What the reader is told while the answer is under way. */
  get state(): ChargeState {
    return { entryId: this.spend.id, creditsUsed: this.spend.creditsUsed, status: 'charged', failure: null };
  }

  /**
   * Ends the charge: an answer keeps it, a failure refunds it. The first call decides, whatever later ones say, so
   * an abort, an error and a timeout that race give one refund.
   */
  settle(failure: FailureKind | null): Promise<ChargeState> {
    this.#outcome ??= failure === null ? Promise.resolve(this.state) : this.#refund(failure);
    return this.#outcome;
  }

  async #refund(failure: FailureKind): Promise<ChargeState> {
    if (this.spend.creditsUsed === 0) return { ...this.state, status: 'refunded', failure };
    const refund = () => refundOnce(this.#ctx, this.spend, failure);
    if (await attempt(this.#ctx, this.spend, refund)) return { ...this.state, status: 'refunded', failure };
    const { openCharges, retryDelaysMs = patience } = this.#options;
    void openCharges.track(retry(this.#ctx, this.spend, refund, retryDelaysMs));
    return { ...this.state, status: 'refund-pending', failure };
  }
}

/**
 * Charges a feature before its work begins. The charge belongs to this very call: the same key again is refused with
 * ALREADY_CHARGED and the entry, so that one key never pays for two answers and never runs a model twice.
 *
 * @throws ALREADY_CHARGED and what `spendCredits` throws, INSUFFICIENT_CREDITS above all. All charge nothing. When
 * the database fails so that the spend is in doubt, the error is thrown on and whatever was charged is refunded.
 */
export async function openCharge(
  ctx: MeterContext,
  request: ChargeRequest,
  options: MeterOptions,
): Promise<Charge> {
  const { userId, idempotencyKey } = request;
  // Part of the request's hash: only this call can replay its own spend, any other call differs in its details.
  const details = { ...request.details, attemptId: uuidv7({ msecs: ctx.now().getTime() }) };
  const spend = async () => (await spendCredits(ctx, { ...request, details })).entry;
  try {
    const entry = await spend();
    ctx.balanceFeed.nudge(userId);
    return new Charge(ctx, entry, options);
  } catch (error) {
    if (isDomainError(error, 'CONFLICT')) throw await alreadyCharged(ctx, userId, idempotencyKey, error);
    if (!isDomainError(error)) void options.openCharges.track(undoDoubtfulSpend(ctx, spend, options));
    throw error;
  }
}

async function alreadyCharged(
  ctx: MeterContext,
  userId: string,
  idempotencyKey: string,
  cause: Error,
): Promise<DomainError<'ALREADY_CHARGED'>> {
  const entry = await getEntryByKey(ctx, userId, idempotencyKey);
  const refunded = entry.refunds.length > 0;
  const message = refunded
    ? 'This request was charged and refunded before. Send it again with a new key.'
    : 'This request was charged before, so it was not run again. Send it again with a new key.';
  return new DomainError('ALREADY_CHARGED', message, { entryId: entry.id, refunded }, { cause });
}

/** The commit may have reached the disk although its answer was lost; the same key tells, and the refund evens it out. */
async function undoDoubtfulSpend(
  ctx: MeterContext,
  spend: () => Promise<Entry>,
  { retryDelaysMs = patience }: MeterOptions,
): Promise<void> {
  const undo = async () => {
    const entry = await spend();
    if (entry.creditsUsed > 0) await refundOnce(ctx, entry, 'failed');
  };
  await retry(ctx, null, undo, retryDelaysMs);
}

/** The key is the spend's: however often and from wherever this is called, one refund is written. */
async function refundOnce(ctx: MeterContext, spend: Entry, failure: FailureKind): Promise<void> {
  await refundSpend(asSystem(ctx), {
    userId: spend.userId,
    spendId: spend.id,
    idempotencyKey: `refund:${spend.id}`,
    details: { reason: `playground: ${failure}` },
  });
  ctx.balanceFeed.nudge(spend.userId);
}

/** True when the work is done, or when a refusal of the ledger says that there is nothing left to do. */
async function attempt(ctx: MeterContext, spend: Entry | null, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    // Somebody else refunded it meanwhile, an admin for instance.
    if (isDomainError(error, 'REFUND_EXCEEDS_SPEND')) return true;
    const fields = { error: loggableError(error), spendId: spend?.id, userId: spend?.userId };
    ctx.logger.error(fields, 'Settling a playground charge failed');
    return !spend && isDomainError(error);
  }
}

async function retry(
  ctx: MeterContext,
  spend: Entry | null,
  work: () => Promise<void>,
  delaysMs: number[],
): Promise<void> {
  for (const delayMs of delaysMs) {
    await delay(delayMs);
    if (await attempt(ctx, spend, work)) return;
  }
  const fields = { spendId: spend?.id, userId: spend?.userId };
  ctx.logger.error(fields, 'Gave up settling a playground charge: refund this spend by hand');
}
