import { v7 as uuidv7 } from 'uuid';
import { actorIdOf } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import type { EntryDraft, LockedBalance } from './entry-statement.ts';
import { differingFields, hashRequest, type RequestFields } from './idempotency.ts';
import { type EntryRow, findEntryByKey } from './repository.ts';
import { Details, type Entry, type EntryReceipt, MAX_CREDITS } from './schema.ts';

/** An id that sorts by creation time, made of the caller's clock. */
export function newId(at: Date): string {
  return uuidv7({ msecs: at.getTime() });
}

/** The draft of an entry and the hash that recognises its replay. `fields` is all that decides what the verb does. */
export function draftEntry(
  ctx: ServiceContext,
  request: { userId: string; idempotencyKey: string; details?: Details | undefined },
  fields: RequestFields,
): EntryDraft {
  const at = ctx.now();
  return {
    id: newId(at),
    userId: request.userId,
    idempotencyKey: request.idempotencyKey,
    requestHash: hashRequest(fields),
    actorId: actorIdOf(ctx),
    details: request.details ?? null,
    at,
  };
}

export function toEntry(row: EntryRow): Entry {
  return { ...row, details: row.details === null ? null : Details.parse(row.details) };
}

/**
 * The original answer if the key has been used for this very request, null if the key is free.
 * @throws CONFLICT naming the fields that differ.
 */
export async function findReplay(ctx: ServiceContext, draft: EntryDraft): Promise<EntryReceipt | null> {
  const stored = await findEntryByKey(ctx.db, draft.userId, draft.idempotencyKey);
  return stored && toReplay(draft, stored);
}

/** @throws CONFLICT naming the fields in which the request differs from the one that the entry answered. */
export function toReplay(draft: EntryDraft, stored: EntryRow & { requestHash: string }): EntryReceipt {
  const { requestHash, ...row } = stored;
  const fields = differingFields(requestHash, draft.requestHash);
  if (fields.length === 0) return { entry: toEntry(row), replayed: true };
  throw new DomainError(
    'CONFLICT',
    `This idempotency key was used for a different request: ${fields.join(', ')} ${fields.length === 1 ? 'differs' : 'differ'}. ` +
      'Use a new key for a new request.',
    { fields },
  );
}

/** The original answer, where the statement has seen that the key is used. @throws CONFLICT. */
export async function getReplay(ctx: ServiceContext, draft: EntryDraft): Promise<EntryReceipt> {
  const replay = await findReplay(ctx, draft);
  if (!replay) throw unreachable(draft);
  return replay;
}

/** Null unless adding `amountCredits` would pass the largest balance. */
export function overflowOf(
  locked: LockedBalance,
  amountCredits: number,
): DomainError<'BALANCE_OVERFLOW'> | null {
  if (locked.creditsRemaining + locked.creditsHeld + amountCredits <= MAX_CREDITS) return null;
  const message = `A balance holds at most ${MAX_CREDITS} credits; this would exceed it.`;
  return new DomainError('BALANCE_OVERFLOW', message, { largest: MAX_CREDITS });
}

export function insufficientCredits(
  required: number,
  available: number,
): DomainError<'INSUFFICIENT_CREDITS'> {
  return new DomainError(
    'INSUFFICIENT_CREDITS',
    `Not enough credits: this needs ${required}, you have ${available}.`,
    { required, available },
  );
}

/** For a state that the statement and its re-read cannot both produce. */
export function unreachable(draft: EntryDraft): Error {
  return new Error(`No entry was written for user ${draft.userId}, and no reason was found.`);
}
