import { type Db, isDatabase } from '@scrip/database';
import { bringUpToDate } from './account/change-account.ts';
import { writeLoneSpend } from './lone-spend-statement.ts';
import { type SpendDraft, writeSpends } from './spend-statement.ts';
import type { SpendVerdict } from './spend-verdict.ts';

/** A verdict that says something about the spend itself, not about the state of its account. */
export type SettledVerdict = Exclude<SpendVerdict, { kind: 'due' }>;

/**
 * Like `writeSpends`, but settles the accounts that are due; their spends remain undecided, for the next statement. A
 * spend that comes alone, outside of a transaction, tries the cheap way first. Time does not go back among the spends of a
 * user: one that came from before another happens at the other's time.
 */
export async function writeSettledSpends(db: Db, asked: SpendDraft[]): Promise<SettledVerdict[]> {
  const drafts = inTime(asked);
  const [draft, ...others] = drafts;
  const written = draft && others.length === 0 && isDatabase(db) && (await writeLoneSpend(db, draft));
  if (written) return [written];
  const verdicts = await writeSpends(db, drafts);
  const dueAt = new Map<string, Date>();
  for (const [index, { userId, at }] of drafts.entries()) {
    const earlier = dueAt.get(userId);
    if (verdicts[index]?.kind === 'due' && (!earlier || earlier < at)) dueAt.set(userId, at);
  }
  for (const [userId, at] of dueAt) await bringUpToDate({ db }, { userId, at });
  return verdicts.map((verdict) => (verdict.kind === 'due' ? { kind: 'undecided' } : verdict));
}

function inTime(drafts: SpendDraft[]): SpendDraft[] {
  const newest = new Map<string, Date>();
  return drafts.map((draft) => {
    const before = newest.get(draft.userId);
    if (before && before > draft.at) return { ...draft, at: before };
    newest.set(draft.userId, draft.at);
    return draft;
  });
}
