import { requireOperator } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { grantRule } from './entry-rules.ts';
import { writeEntry } from './entry-statement.ts';
import { draftEntry, findReplay, newId, overflowOf, toEntry, unreachable } from './receipt.ts';
import { type EntryReceipt, GrantCreditsRequest } from './schema.ts';

/**
 * Gives credits once per idempotency key, however often and from however many places the call arrives.
 *
 * @throws BALANCE_OVERFLOW, NOT_FOUND (no such user), CONFLICT, INVALID_INPUT, FORBIDDEN to users. All leave nothing
 * behind.
 */
export async function grantCredits(ctx: ServiceContext, input: GrantCreditsRequest): Promise<EntryReceipt> {
  requireOperator(ctx);
  const request = parseInput(GrantCreditsRequest, input);
  const { amountCredits, source, details } = request;
  const draft = draftEntry(ctx, request, { verb: 'grant', amountCredits, source, details });
  const rule = grantRule({ id: newId(draft.at), amountCredits, source });
  const { locked, entry } = await writeEntry(ctx.db, draft, rule);
  if (entry) return { entry: toEntry(entry), replayed: false };

  const replay = await findReplay(ctx, draft);
  if (replay) return replay;
  if (!locked) throw notFound('user');
  throw overflowOf(locked, amountCredits) ?? unreachable(draft);
}
