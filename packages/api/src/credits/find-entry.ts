import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { toEntry } from './receipt.ts';
import { findEntryWithin } from './repository.ts';
import type { Entry } from './schema.ts';

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** By how much the clocks of processes may differ: an entry's time is never before that of the entry before. */
const CLOCKS_MS = 10 * 60_000;

/**
 * An entry by its id, whoever's it is; null when there is none. An entry's id says when it was made (RFC 9562, version 7), and
 * only that time is looked through. Ids of another kind, of imported entries, are not found.
 * @throws FORBIDDEN to non-admins.
 */
export async function findEntryOfAnybody(ctx: ServiceContext, id: string): Promise<Entry | null> {
  requireAdmin(ctx);
  if (!uuidV7.test(id)) return null;
  const madeMs = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
  const within = { from: new Date(madeMs - CLOCKS_MS), to: new Date(madeMs + CLOCKS_MS) };
  const row = await findEntryWithin(ctx.db, id, within);
  return row && toEntry(row);
}
