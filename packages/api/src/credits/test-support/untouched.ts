import type { Database } from '@scrip/database';
import { expect } from 'vitest';

/** Every row of a user that a change of the account could write. */
export async function rowsOf(db: Database, userId: string) {
  const where = { userId };
  return {
    balance: await db.creditBalance.findUnique({ where }),
    entries: await db.usageHistory.findMany({ where, orderBy: { seq: 'asc' } }),
    keys: await db.operationKey.findMany({ where, orderBy: { idempotencyKey: 'asc' } }),
    grants: await db.creditGrant.findMany({ where, orderBy: { id: 'asc' } }),
    holds: await db.creditHold.findMany({ where, orderBy: { id: 'asc' } }),
    burns: await db.grantBurn.findMany({ where, orderBy: [{ toSeq: 'asc' }, { ownedFrom: 'desc' }] }),
    quotes: await db.priceQuote.findMany({ where, orderBy: { id: 'asc' } }),
    audits: await db.auditLog.findMany({ where: { targetId: userId }, orderBy: { id: 'asc' } }),
  };
}

/** Law 10: the work is refused as said, and every row of the user is what it was. */
export async function expectRefused(
  db: Database,
  userId: string,
  work: () => Promise<unknown>,
  refusal: object,
): Promise<void> {
  const before = await rowsOf(db, userId);
  await expect(work()).rejects.toMatchObject(refusal);
  expect(await rowsOf(db, userId)).toEqual(before);
}

/** Law 5: the work is answered, and every row of the user is what it was. */
export async function expectUnchanged<Answer>(
  db: Database,
  userId: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const before = await rowsOf(db, userId);
  const answer = await work();
  expect(await rowsOf(db, userId)).toEqual(before);
  return answer;
}
