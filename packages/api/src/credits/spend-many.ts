import { requireAccount } from '../authorization.ts';
import { engineOf, type ServiceContext } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { getPriceBook } from '../settings/service.ts';
import { parseInput } from '../validation.ts';
import { spendAllOrNothing } from './spend-all-or-nothing.ts';
import { decideSpend } from './spend-credits.ts';
import { answerUsedKeys, draftForMany, isOutcome, outcomeOf, type SpendProgress } from './spend-outcome.ts';
import {
  type SpendCreditsRequest,
  SpendManyRequest,
  type SpendManyResult,
  type SpendOutcome,
} from './spend-schema.ts';

/**
 * Up to 500 spends in one call, each with its own key and its own outcome, as if `spendCredits` had been called for one
 * after the other; a domain error is an outcome. With `allOrNothing`, one transaction charges all of them, or, if one
 * would be refused, none; a spend that its key has charged before counts as charged.
 *
 * Sent again with the same keys, the call answers with the original entries and charges what is missing.
 *
 * @throws INVALID_INPUT, UNAUTHENTICATED or NOT_FOUND (an account that is not yours) before anything is charged. An
 * error that is no domain error is thrown when every spend has ended; some may be charged then, and the same call
 * again finds out.
 */
export async function spendMany(ctx: ServiceContext, input: SpendManyRequest): Promise<SpendManyResult> {
  const { spends: inputs, userId: accountId, allOrNothing = false } = parseInput(SpendManyRequest, input);
  const requests = inputs.map((spend, index) => toRequest(spend, accountId, index));
  for (const userId of new Set(requests.map((request) => request.userId)))
    requireAccount(ctx, userId, 'spend');

  const book = await getPriceBook(ctx);
  const spends = await Promise.all(requests.map((request) => draftForMany(ctx, book, request)));
  if (!allOrNothing) return { outcomes: await spendEach(ctx, spends), refused: null };

  const decided = await spendAllOrNothing(ctx, spends);
  if (Array.isArray(decided)) return { outcomes: decided, refused: null };
  const { idempotencyKey = '' } = requests[decided.index] ?? {};
  return { outcomes: [], refused: { ...decided, idempotencyKey } };
}

function toRequest(
  { userId, ...spend }: SpendManyRequest['spends'][number],
  accountId: string | undefined,
  index: number,
): SpendCreditsRequest {
  const owner = userId ?? accountId;
  if (owner === undefined)
    throw invalidInput(`spends.${index}.userId`, 'Say whose account this spend charges.');
  return { ...spend, userId: owner };
}

async function spendEach(ctx: ServiceContext, spends: SpendProgress[]): Promise<SpendOutcome[]> {
  const decide = async (spend: SpendProgress) =>
    isOutcome(spend) ? spend : outcomeOf(() => decideSpend(ctx, spend));
  const waiting = await answerUsedKeys(ctx, spends);
  if (!engineOf(ctx)) return inTurn(waiting, decide);
  const results = await Promise.allSettled(waiting.map(decide));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Without a queue, the next spend must not overtake the one before it. */
async function inTurn<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
