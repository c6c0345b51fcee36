export const corruptedUserId = 'corrupted';
export const foreignUserId = 'foreign';

const theirs = `"userId" = '${corruptedUserId}'`;

export const dropConstraint = (table: string, name: string) =>
  `ALTER TABLE "${table}" DROP CONSTRAINT IF EXISTS "${table}_${name}"`;
export const balanceSet = (set: string) => `UPDATE "CreditBalance" SET ${set} WHERE ${theirs}`;
export const entrySet = (seq: number, set: string) =>
  `UPDATE "UsageHistory" SET ${set} WHERE ${theirs} AND "seq" = ${seq}`;
export const holdSet = (status: string, set: string) =>
  `UPDATE "CreditHold" SET ${set} WHERE ${theirs} AND "status" = '${status}'`;
export const burnSet = (toSeq: number, set: string) =>
  `UPDATE "GrantBurn" SET ${set} WHERE ${theirs} AND "toSeq" = ${toSeq}`;
export const entryId = (seq: number, owner = corruptedUserId) =>
  `(SELECT "id" FROM "UsageHistory" WHERE "userId" = '${owner}' AND "seq" = ${seq})`;
export const holdId = (status: string) =>
  `(SELECT "id" FROM "CreditHold" WHERE ${theirs} AND "status" = '${status}')`;
/** The grant of an entry; the scheduled one has none. */
export const grantId = (seq: number) =>
  `(SELECT "id" FROM "CreditGrant" WHERE ${theirs} AND "entryId" = ${entryId(seq)})`;
export const grantSet = (seq: number, set: string) =>
  `UPDATE "CreditGrant" SET ${set} WHERE ${theirs} AND "id" = ${grantId(seq)}`;
export const scheduledId = `(SELECT "id" FROM "CreditGrant" WHERE ${theirs} AND "entryId" IS NULL)`;

/**
 * Makes a grant account for more or fewer credits, without any entry, as accounts from before payments were recorded do:
 * so a corruption breaks no other rule.
 */
export const accountFor = (grant: string, credits: number, place = 0) =>
  `INSERT INTO "GrantBurn" ("userId", "toSeq", "ownedFrom", "fromSeq", "ownedTo", "grantId")
   VALUES ('${corruptedUserId}', 0, ${place}, 0, ${place - credits}, ${grant})`;

/** A further grant that has nothing left. */
export const insertGrant = (id: string, seq: number, amountCredits: number) =>
  `INSERT INTO "CreditGrant" ("id", "userId", "entryId", "source", "amountCredits", "remainingCredits", "startsAt")
   VALUES ('${id}', '${corruptedUserId}', ${entryId(seq)}, 'ADMIN', ${amountCredits}, 0, 'epoch');
   ${accountFor(`'${id}'`, amountCredits)}`;

/** Settles the newest spend, which the first grant pays. */
export const settleNewest = `INSERT INTO "GrantBurn" ("userId", "toSeq", "ownedFrom", "fromSeq", "ownedTo", "grantId")
   VALUES ('${corruptedUserId}', 16, 101, 15, 100, ${grantId(1)});
   ${grantSet(1, '"remainingCredits" = "remainingCredits" - 1')}; ${balanceSet('"settledSeq" = 16')}`;
