import { requireAccount } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { bringUpToDate } from './account/change-account.ts';
import { findBalance, findEntryAt } from './repository.ts';
import { readStatement } from './statement-repository.ts';
import { type BalanceAt, BalanceAtInput, type Statement, StatementInput } from './statement-schema.ts';

/**
 * What an account owned at an instant, held credits included: the newest entry up to and including it.
 * @throws NOT_FOUND, INVALID_INPUT for an instant that lies ahead.
 */
export async function getBalanceAt(
  ctx: ServiceContext,
  userId: string,
  input: BalanceAtInput,
): Promise<BalanceAt> {
  requireAccount(ctx, userId);
  const { at } = parseInput(BalanceAtInput, input);
  if (at > ctx.now()) throw invalidInput('at', 'A balance is known up to now.');
  await requireSettled(ctx, userId);
  const entry = await findEntryAt(ctx.db, userId, at);
  return { at, creditsOwned: entry?.balanceAfter ?? 0, seq: entry?.seq ?? 0 };
}

/**
 * What an account owned at the start of a period, what moved in it by kind, and what it owned at the end; the movements
 * are exactly the difference. From `from` inclusive to `to` exclusive.
 * @throws NOT_FOUND, INVALID_INPUT.
 */
export async function getStatement(
  ctx: ServiceContext,
  userId: string,
  input: StatementInput,
): Promise<Statement> {
  requireAccount(ctx, userId);
  const { from, to } = parseInput(StatementInput, input);
  await requireSettled(ctx, userId);
  const { openingCredits, closingCredits, movements } = await readStatement(ctx.db, userId, { from, to });
  return { from, to, openingCredits, closingCredits, movements };
}

/** An expiry that is due is an entry of the past, so it must be written before the past is told. */
async function requireSettled(ctx: ServiceContext, userId: string): Promise<void> {
  const at = ctx.now();
  const balance = await findBalance(ctx.db, userId);
  if (!balance) throw notFound('user');
  if (balance.nextExpiryAt && balance.nextExpiryAt <= at) await bringUpToDate(ctx, { userId, at });
}
