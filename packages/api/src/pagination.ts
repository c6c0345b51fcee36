import { z } from 'zod';
import { DomainError } from './errors.ts';

export const PageLimit = z.int().min(1).max(200).default(50);

/** tRPC's React hooks send it with every page that they ask for; lists only run forward. */
export const PageDirection = z.literal('forward').optional();

/** A cursor is opaque to callers: the sort key of the last row, as base64url JSON. */
export function encodeCursor(key: (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws INVALID_INPUT when the cursor is not one of ours. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    const message = 'This cursor is not one that a list returned.';
    throw new DomainError('INVALID_INPUT', message, { issues: [{ path: 'cursor', message }] }, { cause });
  }
}

/** Cuts a query that read one row more than asked into the page and the cursor of the next. */
export function cutPage<Row>(rows: Row[], limit: number, keyOf: (row: Row) => (string | number)[]) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null };
}
