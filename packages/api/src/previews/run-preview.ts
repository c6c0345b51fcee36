import { isUnavailable } from '@scrip/database';
import type { ServiceContext } from '../context.ts';
import { readSliceEffect } from './preview-slice-statement.ts';
import { countAccounts, findPreview, listAccountIds, type PreviewRow, updateProgress } from './repository.ts';
import { PreviewProposal } from './schema.ts';
import { addSlice, noTotals, PreviewTotals } from './totals.ts';

/** So many users are worked out between two looks at whether the preview was cancelled. */
const SLICE_USERS = 500;

type RunContext = Pick<ServiceContext, 'db' | 'now' | 'logger'> & { signal?: AbortSignal };

/**
 * Works a preview out, slice by slice, each kept when it is done: whoever runs it again goes on behind the last one. Ends
 * when it is done or was cancelled; a failure that another attempt cannot help is kept in it.
 */
export async function runPreview(
  ctx: RunContext,
  previewId: string,
  sliceUsers = SLICE_USERS,
): Promise<void> {
  try {
    while (await runSlice(ctx, previewId, sliceUsers)) ctx.signal?.throwIfAborted();
  } catch (error) {
    if (isUnavailable(error) || ctx.signal?.aborted) throw error;
    ctx.logger.error({ err: error, previewId }, 'A price preview failed');
    const row = await findPreview(ctx.db, previewId);
    const failure = 'It could not be worked out. The log of the server says why.';
    if (row) await updateProgress(ctx.db, row, { status: 'failed', error: failure, endedAt: ctx.now() });
  }
}

/** True while there may be more to do. */
async function runSlice({ db, now }: RunContext, previewId: string, sliceUsers: number): Promise<boolean> {
  const row = await findPreview(db, previewId);
  if (row?.status !== 'queued' && row?.status !== 'running') return false;
  const usersTotal = row.status === 'queued' ? await countAccounts(db) : row.usersTotal;
  const userIds = await listAccountIds(db, row.afterUserId, sliceUsers);
  const last = userIds.at(-1);
  if (last === undefined) {
    const totals = totalsOf(row);
    await updateProgress(db, row, { status: 'done', usersTotal: row.usersDone, totals, endedAt: now() });
    return false;
  }
  const proposal = PreviewProposal.parse(row.proposal);
  const effect = await readSliceEffect(db, { userIds, from: row.from, to: row.to, proposal });
  const entries = effect.users.reduce((sum, user) => sum + user.entries, 0);
  return updateProgress(db, row, {
    status: 'running',
    // New accounts appear while it runs.
    usersTotal: Math.max(usersTotal, row.usersDone + userIds.length),
    usersDone: row.usersDone + userIds.length,
    entriesDone: row.entriesDone + entries,
    afterUserId: last,
    totals: addSlice(totalsOf(row), effect),
  });
}

export function totalsOf({ totals }: Pick<PreviewRow, 'totals'>): PreviewTotals {
  return totals === null ? noTotals : PreviewTotals.parse(totals);
}
