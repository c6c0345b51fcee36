import type { AuditorDeviation, Db } from '@scrip/database';
import type { Logger } from '../context.ts';
import { isSameDeviation } from './audit-rules.ts';
import { deleteDeviation, listDeviationsOf, upsertDeviation } from './repository.ts';
import { AuditRule, type Deviation } from './schema.ts';

/** What the log has not been told yet. */
export type FindingChanges = {
  changed: Deviation[];
  gone: { userId: string; law: number; rule: string }[];
};

/** Makes the stored deviations of these users those that were found now. */
export async function recordFindings(
  db: Db,
  userIds: string[],
  deviations: Deviation[],
  at: Date,
): Promise<FindingChanges> {
  const stored = new Map((await listDeviationsOf(db, userIds)).map((row) => [keyOf(row), row]));
  const changed: Deviation[] = [];
  for (const deviation of deviations) {
    const before = stored.get(keyOf(deviation));
    stored.delete(keyOf(deviation));
    if (!before || !isSameDeviation(toDeviation(before), deviation)) changed.push(deviation);
    await upsertDeviation(db, deviation, at);
  }
  const gone = [...stored.values()].map(({ userId, law, rule }) => ({ userId, law, rule }));
  for (const deviation of gone) await deleteDeviation(db, deviation);
  return { changed, gone };
}

/** One error for each user and law that deviates anew or otherwise than before. */
export function logChanges(logger: Logger, { changed, gone }: FindingChanges): void {
  const byLaw = Map.groupBy(changed, ({ userId, law }) => `${law}/${userId}`);
  for (const deviations of byLaw.values()) {
    const [first] = deviations;
    if (!first) continue;
    const { userId, law } = first;
    const broken = deviations.map(({ userId: _, law: __, ...rest }) => rest);
    logger.error({ userId, law, broken }, `The ledger of a user breaks law ${law}`);
  }
  if (gone.length > 0) logger.info({ gone }, 'Deviations of the ledger are gone');
}

function keyOf({ userId, law, rule }: { userId: string; law: number; rule: string }): string {
  return `${law}/${rule}/${userId}`;
}

function toDeviation({ rule, ...row }: AuditorDeviation): Deviation {
  return { ...row, rule: AuditRule.parse(rule) };
}
