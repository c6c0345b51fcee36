import { type Db, withTransaction } from '@scrip/database';
import { recordAudit } from '../audit/service.ts';
import { requireAdmin } from '../authorization.ts';
import type { ServiceContext } from '../context.ts';
import {
  deleteRollups,
  foldEntries,
  insertMarks,
  listBlocks,
  listLastMarks,
  listUsersBehind,
  lockFolds,
} from './fold-repository.ts';
import type { Stretch } from './fold-statement.ts';
import { ENTRIES_PER_MARK } from './mark-interval.ts';
import { extendMarks } from './marks.ts';

/** Users and entries of one transaction: it holds no lock that a spend wants, but a rollup over all users waits for it. */
const usersAtOnce = 500;
const entriesAtOnce = 500_000;

const patience = { maxWait: 10_000, timeout: 5 * 60_000 };

/**
 * Puts all entries that are not in the rollups yet into them. Every figure is exact without it; it keeps the part that
 * they read from the ledger short. May run in any number of processes at once.
 *
 * A user's entries are numbered under the lock of the balance, so whoever sees entry 7 sees 1 to 6: nothing is committed
 * later below a number that was seen, and the number alone is a safe cursor.
 */
export async function foldUsage(ctx: Pick<ServiceContext, 'db'>, signal?: AbortSignal): Promise<void> {
  let afterUserId = '';
  while (!signal?.aborted) {
    const users = await listUsersBehind(ctx.db, { afterUserId, take: usersAtOnce });
    if (users.length === 0) {
      if (afterUserId === '') return;
      afterUserId = '';
      continue;
    }
    const { folded, isWhole } = await fold(ctx, users);
    // A user with more than fits is taken up again.
    afterUserId = isWhole ? (folded.at(-1)?.userId ?? '') : beforeLast(folded, afterUserId);
  }
}

function beforeLast(folded: Stretch[], afterUserId: string): string {
  return folded.at(-2)?.userId ?? afterUserId;
}

async function fold(
  ctx: Pick<ServiceContext, 'db'>,
  users: { userId: string; lastSeq: number }[],
): Promise<{ folded: Stretch[]; isWhole: boolean }> {
  return withTransaction(
    ctx.db,
    async (tx) => {
      const folds = await lockFolds(
        tx,
        users.map(({ userId }) => userId),
      );
      const cut = cutBatch(users, new Map(folds.map(({ userId, foldedSeq }) => [userId, foldedSeq])));
      const stretches = cut.folded.filter(({ fromSeq, toSeq }) => fromSeq < toSeq);
      if (stretches.length > 0) await foldEntries(tx, stretches);
      await mark(tx, cut.folded);
      return cut;
    },
    patience,
  );
}

/** The first users, as far as their entries together fit. */
function cutBatch(users: { userId: string; lastSeq: number }[], foldedSeqs: Map<string, number>) {
  const folded: Stretch[] = [];
  let room = entriesAtOnce;
  for (const { userId, lastSeq } of users) {
    const fromSeq = foldedSeqs.get(userId) ?? 0;
    const toSeq = Math.min(lastSeq, fromSeq + room);
    folded.push({ userId, fromSeq, toSeq: Math.max(fromSeq, toSeq) });
    if (toSeq < lastSeq) return { folded, isWhole: false };
    room -= Math.max(0, toSeq - fromSeq);
    if (room === 0) break;
  }
  return { folded, isWhole: true };
}

/** Makes the marks up to where these users are folded. */
async function mark(db: Db, folded: Stretch[]): Promise<void> {
  const wanted = folded
    .map(({ userId, toSeq }) => ({ userId, fromSeq: 0, toSeq: toSeq - (toSeq % ENTRIES_PER_MARK) }))
    .filter(({ toSeq }) => toSeq > 0);
  if (wanted.length === 0) return;
  const lastMarks = new Map((await listLastMarks(db, wanted)).map((last) => [last.userId, last]));
  const missing = wanted
    .map((stretch) => ({ ...stretch, fromSeq: lastMarks.get(stretch.userId)?.seq ?? 0 }))
    .filter(({ fromSeq, toSeq }) => fromSeq < toSeq);
  if (missing.length === 0) return;
  const blocks = Map.groupBy(await listBlocks(db, missing), ({ userId }) => userId);
  const marks = missing.flatMap(({ userId, toSeq }) => {
    const last = lastMarks.get(userId) ?? { userId, seq: 0, totals: [] };
    return extendMarks(last, blocks.get(userId) ?? [], { everyEntries: ENTRIES_PER_MARK, toSeq });
  });
  await insertMarks(db, marks);
}

/**
 * Forgets every rollup; the job makes them anew from the ledger. Figures stay exact meanwhile, and take as long as reading
 * the ledger takes. Audited. @throws FORBIDDEN to non-admins.
 */
export async function rebuildUsage(ctx: ServiceContext): Promise<void> {
  requireAdmin(ctx);
  await withTransaction(
    ctx.db,
    async (tx) => {
      await deleteRollups(tx);
      await recordAudit(
        { ...ctx, db: tx },
        { action: 'usage.rebuild', targetType: 'usage', targetId: 'rollups' },
      );
    },
    patience,
  );
}
