import { hash } from 'node:crypto';
import { z } from 'zod';
import { requireAccount } from '../authorization.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { decodeCursor, encodeCursor } from '../pagination.ts';
import { requireKnown } from './known-account.ts';
import { toEntry } from './receipt.ts';
import { countEntries, listEntries } from './repository.ts';
import type { Entry, EntryCount, EntryFilter, HistoryInput } from './schema.ts';

/** Counting stops here: nobody reads further, and a count of everything reads everything. */
const COUNTED_AT_MOST = 1_000;

const HistoryCursor = z.tuple([z.int().min(0).max(2_147_483_647), z.string()]);

export type HistoryPage = { items: Entry[]; nextCursor: string | null; previousCursor: string | null };

/**
 * One page of an account's entries, newest first: those behind the cursor, or with direction `backward` those that are
 * newer. By number, so that a page neither skips nor repeats an entry, whatever is written meanwhile. A cursor is good for
 * the account and the filter that it came with.
 *
 * @throws NOT_FOUND, INVALID_INPUT for another list's cursor.
 */
export async function listHistory(
  ctx: ServiceContext,
  userId: string,
  input: HistoryInput,
): Promise<HistoryPage> {
  requireAccount(ctx, userId, 'entries:read');
  const { cursor, limit, direction, ...filter } = input;
  const mark = (seq: number) => encodeCursor([seq, sealOf(userId, filter, seq)]);
  const seq = cursor ? readCursor(cursor, userId, filter) : null;
  if (seq === null || cursor == null || direction !== 'backward') {
    const rows = await listEntries(ctx.db, userId, { filter, beforeSeq: seq, take: limit + 1 });
    await requireKnown(ctx.db, userId, rows);
    const items = rows.slice(0, limit).map(toEntry);
    const [first, last] = [items[0], items.at(-1)];
    return {
      items,
      nextCursor: rows.length > limit && last ? mark(last.seq) : null,
      previousCursor: first ? mark(first.seq) : (cursor ?? null),
    };
  }
  const rows = await listEntries(ctx.db, userId, { filter, afterSeq: seq, take: limit });
  const items = rows.map(toEntry).reverse();
  const [first, last] = [items[0], items.at(-1)];
  return {
    items,
    nextCursor: last ? mark(last.seq) : null,
    previousCursor: first ? mark(first.seq) : cursor,
  };
}

/** How many entries a filter finds, up to a thousand. @throws NOT_FOUND. */
export async function countHistory(
  ctx: ServiceContext,
  userId: string,
  filter: EntryFilter,
): Promise<EntryCount> {
  requireAccount(ctx, userId);
  const found = await countEntries(ctx.db, userId, { filter, atMost: COUNTED_AT_MOST + 1 });
  return { count: Math.min(found, COUNTED_AT_MOST), isMore: found > COUNTED_AT_MOST };
}

/** Tells a cursor that was changed, or belongs to another list; it guards nothing, as any place in a list is the reader's. */
export function sealOf(list: string, filter: EntryFilter, place: number | string[]): string {
  return hash('sha256', canonicalJson([list, filter, place]), 'base64url').slice(0, 16);
}

function readCursor(cursor: string, userId: string, filter: EntryFilter): number {
  const [seq, seal] = decodeCursor(HistoryCursor, cursor);
  if (seal !== sealOf(userId, filter, seq))
    throw invalidInput('cursor', 'This cursor does not belong to this list.');
  return seq;
}
