import { requireAccount, requireAdmin, requireUser } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { invalidInput, notFound } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { readAllLines, readUserLines } from './export-repository.ts';
import { ExportEntriesInput } from './export-schema.ts';
import { type AllPosition, exportColumns } from './export-statement.ts';
import { findCreditsRemaining } from './repository.ts';

const LINES_AT_ONCE = 2_000;
const FIRST_LINES = 200;
const HOUR_MS = 3_600_000;
const LONGEST_WINDOW_MS = 31 * 24 * HOUR_MS;
const MAX_SPAN_MS = 731 * 24 * HOUR_MS;
const byteOrderMark = '\uFEFF';

export type EntriesExport = { fileName: string; contentType: string; lines: AsyncGenerator<string, void> };

/**
 * All entries of a filter as a file, oldest first, some at a time: it starts at once, and its memory does not depend on
 * its length. One that broke off goes on with `from` at the time of its last line. Users export their own, admins
 * anybody's, or everybody's between two instants.
 *
 * @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID_INPUT, all before the first line.
 */
export async function exportEntries(ctx: ServiceContext, query: unknown): Promise<EntriesExport> {
  const principal = requireUser(ctx);
  const input = parseInput(ExportEntriesInput, query);
  const { from, to } = input;
  if (from && to && new Date(from) >= new Date(to))
    throw invalidInput('to', 'A period ends after it starts.');
  const day = ctx.now().toISOString().slice(0, 10);
  const file = {
    fileName: `credits-${input.scope === 'all' ? 'all-' : ''}${day}.${input.format}`,
    contentType: input.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
  };
  if (input.scope === 'all') {
    requireAdmin(ctx);
    return { ...file, lines: withHeader(input, allLines(ctx, input, spanOf(input))) };
  }
  const userId = input.userId ?? principal.userId;
  requireAccount(ctx, userId);
  if ((await findCreditsRemaining(ctx.db, userId)) === null) throw notFound('user');
  return { ...file, lines: withHeader(input, userLines(ctx, userId, input)) };
}

function spanOf({ from, to }: ExportEntriesInput): { from: number; to: number } {
  if (!from) throw invalidInput('from', 'An export of everybody’s entries needs a start.');
  if (!to) throw invalidInput('to', 'An export of everybody’s entries needs an end.');
  const span = { from: new Date(from).getTime(), to: new Date(to).getTime() };
  if (span.to - span.from > MAX_SPAN_MS) throw invalidInput('to', 'A period has at most two years.');
  return span;
}

async function* withHeader(
  { format, bom }: ExportEntriesInput,
  lines: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  if (format === 'csv') yield `${bom === '1' ? byteOrderMark : ''}${exportColumns.join(',')}\r\n`;
  yield* lines;
}

async function* userLines(
  { db }: ServiceContext,
  userId: string,
  input: ExportEntriesInput,
): AsyncGenerator<string, void> {
  let afterSeq = 0;
  let take = FIRST_LINES;
  for (;;) {
    const page = await readUserLines(db, userId, { filter: input, afterSeq, take }, input);
    if (page.lines) yield page.lines;
    if (page.count < take || page.last === null) return;
    afterSeq = page.last;
    take = LINES_AT_ONCE;
  }
}

/** Window by window: the index by time finds a window, but has no order inside. A window without entries makes the next longer. */
async function* allLines(
  { db }: ServiceContext,
  input: ExportEntriesInput,
  span: { from: number; to: number },
): AsyncGenerator<string, void> {
  let windowMs = HOUR_MS;
  let after: AllPosition | null = null;
  let fromMs = span.from;
  while (fromMs < span.to) {
    const toMs = Math.min(fromMs + windowMs, span.to);
    const window = { from: new Date(fromMs), to: new Date(toMs) };
    const page = await readAllLines(db, { filter: input, ...window, after, take: LINES_AT_ONCE }, input);
    if (page.lines) yield page.lines;
    after = page.count < LINES_AT_ONCE ? null : page.last;
    if (after) continue;
    windowMs = page.count === 0 ? Math.min(windowMs * 2, LONGEST_WINDOW_MS) : HOUR_MS;
    fromMs = toMs;
  }
}
