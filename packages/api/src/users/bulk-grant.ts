import { withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import { grantCredits } from '../credits/grant-credits.ts';
import { keepAnswer } from '../credits/operation.ts';
import { draftEntry, findOperationAnswer } from '../credits/receipt.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { readBulkGrant } from './bulk-grant-csv.ts';
import {
  ApplyBulkGrantInput,
  type BulkGrantPreview,
  BulkGrantResult,
  PreviewBulkGrantInput,
} from './bulk-grant-schema.ts';
import { listUsersByNames, lockUser } from './repository.ts';

/** What applying a CSV would do, line by line. Changes nothing. @throws INVALID_INPUT, FORBIDDEN to non-admins. */
export async function previewBulkGrant(
  ctx: ServiceContext,
  input: PreviewBulkGrantInput,
): Promise<BulkGrantPreview> {
  requireAdmin(ctx);
  const { csv } = parseInput(PreviewBulkGrantInput, input);
  const read = readBulkGrant(csv);
  const names = read.map(({ user }) => user).filter((user) => user !== '');
  const users = await listUsersByNames(ctx.db, [
    ...new Set([...names, ...names.map((name) => name.toLowerCase())]),
  ]);
  const ids = new Map<string, string>();
  for (const { id, clerkId, email } of users) {
    for (const name of [id, clerkId, email]) if (name) ids.set(name, id);
  }
  const firstLines = new Map<string, number>();
  const lines = read.map((line) => {
    const userId = ids.get(line.user) ?? ids.get(line.user.toLowerCase()) ?? null;
    if (line.problem !== null) return { ...line, userId };
    if (userId === null) return { ...line, userId, problem: 'There is no such user.' };
    const first = firstLines.get(userId);
    firstLines.set(userId, first ?? line.line);
    return {
      ...line,
      userId,
      problem: first === undefined ? null : `This user is in line ${first} already.`,
    };
  });
  return {
    lines,
    isApplicable: lines.every(({ problem }) => problem === null),
    users: firstLines.size,
    totalCredits: lines.reduce(
      (sum, line) => sum + (line.problem === null ? (line.amountCredits ?? 0) : 0),
      0,
    ),
  };
}

/**
 * Grants what a CSV says, to everybody in it or to nobody. The same key and the same request again change nothing. Audited
 * as a whole, and for each user.
 *
 * @throws INVALID_INPUT naming the lines with problems, BALANCE_OVERFLOW, CONFLICT (the key was used for another request),
 * FORBIDDEN to non-admins. All leave nothing behind.
 */
export async function applyBulkGrant(
  ctx: ServiceContext,
  input: ApplyBulkGrantInput,
): Promise<BulkGrantResult> {
  const { userId: adminId } = requireAdmin(ctx);
  const { csv, reason, expiresAt, idempotencyKey } = parseInput(ApplyBulkGrantInput, input);
  const draft = draftEntry(
    ctx,
    { userId: adminId, idempotencyKey: `bulk-grant:${idempotencyKey}` },
    { verb: 'bulkGrant', csv, reason, expiresAt },
  );
  return withTransaction(ctx.db, async (tx) => {
    await lockUser(tx, adminId);
    const known = await findOperationAnswer(tx, draft);
    if (known !== null) return { ...BulkGrantResult.parse(known), replayed: true };
    const txCtx = { ...ctx, db: tx };
    const { lines, isApplicable, users, totalCredits } = await previewBulkGrant(txCtx, { csv });
    if (!isApplicable) throw linesRefused(lines);
    for (const { userId, amountCredits } of lines.toSorted(byUser)) {
      if (userId === null || amountCredits === null) continue;
      await grantCredits(txCtx, {
        userId,
        amountCredits,
        source: 'ADMIN',
        // With the admin's id: another admin may choose the same key.
        idempotencyKey: `bulk-grant:${adminId}:${idempotencyKey}`,
        details: { reason },
        ...(expiresAt ? { expiresAt } : {}),
      });
    }
    const answer = { users, totalCredits, replayed: false };
    await keepAnswer(tx, 'bulkGrant', draft, answer);
    await recordAudit(txCtx, {
      action: 'users.bulkGrant',
      targetType: 'user',
      targetId: adminId,
      reason,
      after: { users, totalCredits, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return answer;
  });
}

type Line = BulkGrantPreview['lines'][number];

/** Accounts are locked in this order everywhere, so that two bulk grants never wait for each other. */
function byUser(a: Line, b: Line): number {
  return (a.userId ?? '') < (b.userId ?? '') ? -1 : 1;
}

function linesRefused(lines: Line[]): DomainError<'INVALID_INPUT'> {
  const issues = lines.flatMap(({ line, problem }) =>
    problem === null ? [] : [{ path: `line ${line}`, message: problem }],
  );
  const message = `Nothing was granted: ${issues.length === 1 ? '1 line has' : `${issues.length} lines have`} a problem.`;
  return new DomainError('INVALID_INPUT', message, { issues });
}
