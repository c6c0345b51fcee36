import { randomUUID } from 'node:crypto';
import { createAccount, expectLedgerHolds, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { applyBulkGrant, previewBulkGrant } from './bulk-grant.ts';

const database = useTestDatabase();
const reason = 'A gift for everybody';

async function stage() {
  const admin = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const users = await Promise.all([0, 1, 2].map(() => createAccount(database.db, { credits: 0 })));
  const balanceOf = async (userId: string) =>
    (await database.db.creditBalance.findUniqueOrThrow({ where: { userId } })).creditsRemaining;
  const [one, two, three] = users;
  if (!one || !two || !three) throw new Error('there are three');
  return { admin, one, two, three, balanceOf };
}

test('users are found by id, Clerk id and e-mail, and each gets what their line says', async () => {
  const { admin, one, two, three, balanceOf } = await stage();
  const { email } = await database.db.user.findUniqueOrThrow({ where: { id: three.userId } });
  const csv = `\uFEFFCredits,User\r\n5,${one.userId}\r\n\r\n6,"${two.clerkUserId}"\r\n7,${email?.toUpperCase()}\r\n`;
  const preview = await previewBulkGrant(admin.own, { csv });
  expect(preview).toMatchObject({ isApplicable: true, users: 3, totalCredits: 18 });
  expect(preview.lines.map(({ line }) => line)).toEqual([2, 4, 5]);
  expect(await balanceOf(one.userId)).toBe(0);
  const result = await applyBulkGrant(admin.own, { csv, reason, idempotencyKey: randomUUID() });
  expect(result).toEqual({ users: 3, totalCredits: 18, replayed: false });
  expect(await Promise.all([one, two, three].map(({ userId }) => balanceOf(userId)))).toEqual([5, 6, 7]);
  for (const { userId } of [one, two, three]) await expectLedgerHolds(database.db, userId);
});

test('the same request again, also at once, grants once; the same key for another is a conflict', async () => {
  const { admin, one, two, balanceOf } = await stage();
  const request = {
    csv: `user,credits\n${one.userId},5\n${admin.userId},2`,
    reason,
    idempotencyKey: randomUUID(),
  };
  const results = await Promise.all([1, 2, 3].map(() => applyBulkGrant(admin.own, request)));
  expect(results.map(({ replayed }) => replayed).toSorted()).toEqual([false, true, true]);
  expect(await balanceOf(one.userId)).toBe(5);
  const other = applyBulkGrant(admin.own, { ...request, csv: `user,credits\n${two.userId},5` });
  await expect(other).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await balanceOf(two.userId)).toBe(0);
});

test('unknown users, duplicates and bad amounts are told line by line, and nothing is granted', async () => {
  const { admin, one, two, balanceOf } = await stage();
  const lines = [
    'user,credits',
    `${one.userId},5`,
    'nobody@example.com,5',
    `${one.clerkUserId},6`,
    `${two.userId},-1`,
    `${two.userId},1.5`,
    `${two.userId},many`,
    `${two.userId}`,
    ',5',
    `${two.userId},2147483648`,
  ];
  const csv = lines.join('\n');
  const preview = await previewBulkGrant(admin.own, { csv });
  expect(preview.isApplicable).toBe(false);
  expect(preview.lines.map(({ line, problem }) => [line, problem])).toEqual([
    [2, null],
    [3, 'There is no such user.'],
    [4, 'This user is in line 2 already.'],
    [5, 'The amount must be at least 1 credit.'],
    [6, 'Credits are whole numbers.'],
    [7, 'The credits are not a number.'],
    [8, 'This line has 1 columns, not 2.'],
    [9, 'The user is missing.'],
    [10, 'The amount must be at most 2147483647 credits.'],
  ]);
  const applied = applyBulkGrant(admin.own, { csv, reason, idempotencyKey: randomUUID() });
  await expect(applied).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { issues: expect.arrayContaining([{ path: 'line 3', message: 'There is no such user.' }]) },
  });
  expect(await balanceOf(one.userId)).toBe(0);
});

test.each([
  ['nothing', ''],
  ['other columns', 'name,amount\na,1'],
  ['a third column', 'user,credits,note\na,1,b'],
  ['a header alone', 'user,credits\n'],
  ['too many lines', `user,credits\n${'a,1\n'.repeat(1001)}`],
])('%s is refused in line 1', async (_, csv) => {
  const { admin } = await stage();
  const preview = await previewBulkGrant(admin.own, { csv });
  expect(preview).toMatchObject({ isApplicable: false, users: 0, lines: [{ line: 1 }] });
});

test('one account that would overflow stops the grants of all', async () => {
  const { admin, one, two, balanceOf } = await stage();
  const request = { csv: `user,credits\n${one.userId},2147483647\n${two.userId},5`, reason };
  await applyBulkGrant(admin.own, { ...request, idempotencyKey: randomUUID() });
  const again = applyBulkGrant(admin.own, { ...request, idempotencyKey: randomUUID() });
  await expect(again).rejects.toMatchObject({ code: 'BALANCE_OVERFLOW' });
  expect(await balanceOf(two.userId)).toBe(5);
});
