import { type Db, withTransaction } from '@scrip/database';
import { cutGroup, judgeAccount } from './audit-rules.ts';
import { readFacts } from './facts-statement.ts';
import { listAccounts, withoutNestedLoops } from './repository.ts';
import type { Deviation } from './schema.ts';

/** Users that one statement audits, and entries that it reads at most, unless one user alone has more. */
const groupUsers = 100;
const groupEntries = 50_000;

export type AuditedGroup = {
  userIds: string[];
  entries: number;
  deviations: Deviation[];
  /** No user is left behind this group. */
  isLast: boolean;
};

/** One account may have millions of entries; the transaction only reads. */
const patience = { maxWait: 10_000, timeout: 15 * 60_000 };

/** Audits these users as they are in one snapshot; ids that nobody has are left out. */
export async function auditGroup(db: Db, userIds: string[]): Promise<Omit<AuditedGroup, 'isLast'>> {
  const facts = await withTransaction(
    db,
    (tx) => withoutNestedLoops(tx, () => readFacts(tx, userIds)),
    patience,
  );
  return {
    userIds: facts.map(({ userId }) => userId),
    entries: facts.reduce((sum, { entries }) => sum + entries, 0),
    deviations: facts.flatMap(judgeAccount),
  };
}

/** Audits all users behind a cursor, in the order of their ids, group by group. Keeps nothing of a group. */
export async function* walkAccounts(
  db: Db,
  { afterUserId, maxUsers }: { afterUserId: string | null; maxUsers: number },
): AsyncGenerator<AuditedGroup> {
  let after = afterUserId;
  let left = maxUsers;
  while (left > 0) {
    const take = Math.min(groupUsers, left);
    const accounts = await listAccounts(db, { afterUserId: after, take });
    const group = cutGroup(accounts, groupEntries);
    const isLast = accounts.length < take && group.length === accounts.length;
    const userIds = group.map(({ userId }) => userId);
    yield { ...(await auditGroup(db, userIds)), userIds, isLast };
    if (isLast) return;
    after = group.at(-1)?.userId ?? after;
    left -= group.length;
  }
}
