import type { Db } from '@scrip/database';
import { v7 as uuidv7 } from 'uuid';
import { actorIdOf, apiKeyIdOf } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError, invalidInput } from '../errors.ts';
import type { Account } from './account/account.ts';
import type { NewEntry } from './account/state.ts';
import { differingFields, hashRequest, type RequestFields } from './idempotency.ts';
import { type EntryRow, findEntryByKey, findOperation } from './repository.ts';
import { Details, type Entry, type EntryReceipt, MAX_CREDITS, SYSTEM_KEY_PREFIX } from './schema.ts';

/** What every change has, whatever its verb. */
export type EntryDraft = {
  id: string;
  userId: string;
  idempotencyKey: string;
  requestHash: string;
  actorId: string | null;
  apiKeyId: string | null;
  details: object | null;
  at: Date;
};

/** An id that sorts by creation time, made of the caller's clock. */
export function newId(at: Date): string {
  return uuidv7({ msecs: at.getTime() });
}

/**
 * The draft of an entry and the hash that recognises its replay. `fields` is all that decides what the verb does.
 * @throws INVALID_INPUT for a key that only Scrip itself may use.
 */
export function draftEntry(
  ctx: ServiceContext,
  request: { userId: string; idempotencyKey: string; details?: Details | undefined },
  fields: RequestFields,
): EntryDraft {
  if (request.idempotencyKey.startsWith(SYSTEM_KEY_PREFIX) && ctx.principal?.kind !== 'system') {
    throw invalidInput('idempotencyKey', `Keys that start with "${SYSTEM_KEY_PREFIX}" are Scrip's own.`);
  }
  const at = ctx.now();
  return {
    id: newId(at),
    userId: request.userId,
    idempotencyKey: request.idempotencyKey,
    requestHash: hashRequest(fields),
    actorId: actorIdOf(ctx),
    apiKeyId: apiKeyIdOf(ctx),
    details: request.details ?? null,
    at,
  };
}

export function toEntry(row: EntryRow): Entry {
  return { ...row, details: row.details === null ? null : Details.parse(row.details) };
}

/** An entry that the account has just been given. */
export function toNewEntry(userId: string, entry: NewEntry): Entry {
  const { requestHash: _, refundSeq: __, ...fields } = entry;
  return toEntry({
    ...fields,
    userId,
    featureKey: entry.featureKey ?? null,
    refundOfId: entry.refundOfId ?? null,
    holdId: entry.holdId ?? null,
    grantId: entry.grantId ?? null,
    priceVersionId: entry.priceVersionId ?? null,
    quantity: entry.quantity ?? null,
    model: entry.model ?? null,
    details: entry.details === null ? null : Details.parse(entry.details),
  });
}

/**
 * The original answer if the key has been used for this very request, null if the key is free.
 * @throws CONFLICT naming the fields that differ.
 */
export async function findReplay(db: Db, draft: EntryDraft): Promise<EntryReceipt | null> {
  const stored = await findEntryByKey(db, draft.userId, draft.idempotencyKey);
  if (stored) return toReplay(draft, stored);
  const operation = await findOperation(db, draft.userId, draft.idempotencyKey);
  if (operation) refuseOtherRequest(draft, operation.requestHash);
  return null;
}

/**
 * The original answer of a change that wrote no entry, null if the key is free.
 * @throws CONFLICT naming the fields that differ.
 */
export async function findOperationAnswer(db: Db, draft: EntryDraft): Promise<unknown> {
  const operation = await findOperation(db, draft.userId, draft.idempotencyKey);
  const stored = operation ?? (await findEntryByKey(db, draft.userId, draft.idempotencyKey));
  if (stored) refuseOtherRequest(draft, stored.requestHash);
  return operation?.answer ?? null;
}

/** @throws CONFLICT naming the fields in which the request differs from the one that the entry answered. */
export function toReplay(draft: EntryDraft, stored: EntryRow & { requestHash: string }): EntryReceipt {
  const { requestHash, ...row } = stored;
  refuseOtherRequest(draft, requestHash);
  return { entry: toEntry(row), replayed: true };
}

function refuseOtherRequest(draft: EntryDraft, storedHash: string): void {
  const fields = differingFields(storedHash, draft.requestHash);
  if (fields.length === 0) return;
  throw new DomainError(
    'CONFLICT',
    `This idempotency key was used for a different request: ${fields.join(', ')} ${fields.length === 1 ? 'differs' : 'differ'}. ` +
      'Use a new key for a new request.',
    { fields },
  );
}

/** The original answer, where the statement has seen that the key is used. @throws CONFLICT. */
export async function getReplay(db: Db, draft: EntryDraft): Promise<EntryReceipt> {
  const replay = await findReplay(db, draft);
  if (!replay) throw unreachable(draft);
  return replay;
}

/** @throws BALANCE_OVERFLOW if adding these credits, and those of scheduled grants, would pass the largest balance. */
export function refuseOverflow(account: Account, amountCredits: number): void {
  if (account.ownedCredits + account.scheduledCredits + amountCredits <= MAX_CREDITS) return;
  const message = `A balance holds at most ${MAX_CREDITS} credits; this would exceed it.`;
  throw new DomainError('BALANCE_OVERFLOW', message, { largest: MAX_CREDITS });
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
