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
  /** Before each further attempt at a refund that the database did not take. */
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
    const refunded = { ...this.state, status: 'refunded', failure } as const;
    const settlement: Settlement = {
      work: () => refundOnce(this.#ctx, this.spend, failure),
      // It was free, or somebody else refunded it meanwhile, an admin for instance.
      isMoot: (error) => isDomainError(error, 'REFUND_EXCEEDS_SPEND'),
      logFields: { userId: this.spend.userId, spendId: this.spend.id },
    };
    if (await attempt(this.#ctx, settlement)) return refunded;
    const { openCharges, retryDelaysMs = patience } = this.#options;
    void openCharges.track(retry(this.#ctx, settlement, retryDelaysMs));
    return { ...refunded, status: 'refund-pending' };
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
  // Part of the request's hash: only this call can replay its own spend, any other call differs in its details.
  const details = { ...request.details, attemptId: uuidv7({ msecs: ctx.now().getTime() }) };
  // One answer or one picture: the units in which the catalogue counts these features.
  const spend = async () => (await spendCredits(ctx, { ...request, quantity: 1, details })).entry;
  try {
    const entry = await spend();
    ctx.balanceFeed.nudge(request.userId);
    return new Charge(ctx, entry, options);
  } catch (error) {
    if (isDomainError(error, 'CONFLICT')) throw await alreadyCharged(ctx, request, error);
    if (!isDomainError(error)) undoDoubtfulSpend(ctx, request, spend, options);
    throw error;
  }
}

async function alreadyCharged(
  ctx: MeterContext,
  { userId, idempotencyKey }: ChargeRequest,
  cause: Error,
): Promise<DomainError<'ALREADY_CHARGED'>> {
  const entry = await getEntryByKey(ctx, userId, idempotencyKey);
  const refunded = entry.refunds.length > 0;
  const message = refunded
    ? 'This request was charged and refunded before. Send it again with a new key.'
    : 'This request was charged before, so it was not run again. Send it again with a new key.';
  return new DomainError('ALREADY_CHARGED', message, { entryId: entry.id, refunded }, { cause });
}

/**
 * The commit may have reached the disk although its answer was lost. The same spend again finds out: it replays, or
 * happens now, or is refused; the refund evens it out either way.
 */
function undoDoubtfulSpend(
  ctx: MeterContext,
  { userId, idempotencyKey }: ChargeRequest,
  spend: () => Promise<Entry>,
  { openCharges, retryDelaysMs = patience }: MeterOptions,
): void {
  const settlement: Settlement = {
    work: async () => refundOnce(ctx, await spend(), 'failed'),
    isMoot: isDomainError,
    logFields: { userId, idempotencyKey },
  };
  void openCharges.track(retry(ctx, settlement, retryDelaysMs));
}

/** The key is the spend's: however often and from wherever this is called, one refund is written. */
async function refundOnce(ctx: MeterContext, spend: Entry, failure: FailureKind): Promise<void> {
  await refundSpend(asSystem(ctx), {
    userId: spend.userId,
    spendId: spend.id,
    idempotencyKey: `refund:${spend.id}`,
    details: { reason: 'playground', failure },
  });
  ctx.balanceFeed.nudge(spend.userId);
}

type Settlement = {
  work: () => Promise<void>;
  /** Whether a refusal means that nothing is left to do. */
  isMoot: (error: unknown) => boolean;
  logFields: Record<string, string>;
};

async function attempt(ctx: MeterContext, { work, isMoot, logFields }: Settlement): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isMoot(error)) return true;
    const fields = { ...logFields, error: loggableError(error) };
    ctx.logger.error(fields, 'Settling a playground charge failed; it is tried again');
    return false;
  }
}

async function retry(ctx: MeterContext, settlement: Settlement, delaysMs: number[]): Promise<void> {
  for (const delayMs of delaysMs) {
    await delay(delayMs);
    if (await attempt(ctx, settlement)) return;
  }
  ctx.logger.error(settlement.logFields, 'Gave up settling a playground charge: check whether to refund it');
}
