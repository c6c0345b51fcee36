import { z } from 'zod';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { parseInput } from '../validation.ts';
import { type ListedUser, listUsers } from './list-users-statement.ts';
import { ListUsersInput } from './schema.ts';
import { toCsvLine } from './users-csv.ts';

const LINES_AT_ONCE = 1_000;
const byteOrderMark = '\uFEFF';

function numberText<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    schema,
  );
}

/** As it comes in the query of an address: everything is text. */
const ExportUsersInput = ListUsersInput.omit({
  sort: true,
  cursor: true,
  limit: true,
  direction: true,
}).extend({
  minCredits: numberText(ListUsersInput.shape.minCredits),
  maxCredits: numberText(ListUsersInput.shape.maxCredits),
  isActive: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
  /** Spreadsheets that guess another encoding need it. */
  bom: z.enum(['0', '1']).default('0'),
});
type ExportUsersInput = z.output<typeof ExportUsersInput>;

type Column = [name: string, valueOf: (user: ListedUser) => string | number | boolean | null];

const columns: Column[] = [
  ['user_id', ({ id }) => id],
  ['clerk_id', ({ clerkId }) => clerkId],
  ['name', ({ name }) => name],
  ['email', ({ email }) => email],
  ['role', ({ role }) => role],
  ['active', ({ isActive }) => isActive],
  ['plan_id', ({ planId }) => planId],
  ['plan', ({ planName }) => planName],
  ['credits_remaining', ({ creditsRemaining }) => creditsRemaining],
  ['credits_held', ({ creditsHeld }) => creditsHeld],
  ['last_entry_utc', ({ lastEntryAt }) => lastEntryAt?.toISOString() ?? null],
  ['created_utc', ({ createdAt }) => createdAt.toISOString()],
];

export type UsersExport = { fileName: string; contentType: string; lines: AsyncGenerator<string, void> };

/**
 * The users that a filter of the list finds, as a CSV file, some at a time: its memory does not depend on its length.
 * Oldest accounts first, whatever the list is sorted by, so that nobody is left out or comes twice while balances move.
 *
 * @throws UNAUTHENTICATED, FORBIDDEN to non-admins, INVALID_INPUT, all before the first line.
 */
export function exportUsers(ctx: ServiceContext, query: unknown): UsersExport {
  requireAdmin(ctx);
  const input = parseInput(ExportUsersInput, query);
  return {
    fileName: `users-${ctx.now().toISOString().slice(0, 10)}.csv`,
    contentType: 'text/csv; charset=utf-8',
    lines: writeLines(ctx, input),
  };
}

async function* writeLines(
  { db }: ServiceContext,
  { bom, ...filter }: ExportUsersInput,
): AsyncGenerator<string, void> {
  yield (bom === '1' ? byteOrderMark : '') + toCsvLine(columns.map(([name]) => name));
  let after: { sortKey: string; id: string } | null = null;
  for (;;) {
    const page: ListedUser[] = await listUsers(db, { filter, sort: 'oldest', after, take: LINES_AT_ONCE });
    if (page.length > 0) yield page.map((user) => toCsvLine(columns.map(([, of]) => of(user)))).join('');
    after = page.at(-1) ?? null;
    if (page.length < LINES_AT_ONCE) return;
  }
}
