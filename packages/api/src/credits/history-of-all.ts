import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput } from '../errors.ts';
import { InstantText } from '../instants.ts';
import { decodeCursor, encodeCursor } from '../pagination.ts';
import { sealOf } from './history.ts';
import { listEntriesOfAll, type RowOfAll } from './history-of-all-repository.ts';
import type { PlaceOfAll } from './history-of-all-statement.ts';
import { toEntry } from './receipt.ts';
import type { EntryFilter, EntryOfAll, EntryOfAllPage, HistoryOfAllInput } from './schema.ts';

const list = 'all users';
const CursorOfAll = z.tuple([InstantText, z.string(), z.int().min(0).max(2_147_483_647), z.string()]);

/**
 * Admins: one page of the entries of all users, newest first. In the order of time, user and number, none of which ever
 * changes: pages neither skip nor repeat an entry that was there when the first of them was read.
 *
 * @throws UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT for another list's cursor.
 */
export async function listHistoryOfAll(
  ctx: ServiceContext,
  input: HistoryOfAllInput,
): Promise<EntryOfAllPage> {
  requireAdmin(ctx);
  const { cursor, limit, direction: _, ...filter } = input;
  const behind = cursor ? readCursor(cursor, filter) : null;
  const rows = await listEntriesOfAll(ctx.db, filter, { behind, take: limit + 1 });
  const items = rows.slice(0, limit).map(toEntryOfAll);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last, filter) : null };
}

function toEntryOfAll({ userName, userEmail, ...row }: RowOfAll): EntryOfAll {
  return { ...toEntry(row), user: { name: userName, email: userEmail } };
}

function cursorOf({ timestamp, userId, seq }: EntryOfAll, filter: EntryFilter): string {
  const at = timestamp.toISOString();
  return encodeCursor([at, userId, seq, sealOf(list, filter, [at, userId, String(seq)])]);
}

function readCursor(cursor: string, filter: EntryFilter): PlaceOfAll {
  const [at, userId, seq, seal] = decodeCursor(CursorOfAll, cursor);
  if (seal !== sealOf(list, filter, [at, userId, String(seq)]))
    throw invalidInput('cursor', 'This cursor does not belong to this list.');
  return { at: new Date(at), userId, seq };
}
