import { createAccount, expectLedgerHolds, type TestAccount, useTestDatabase } from '@scrip/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { adjustBalance } from '../credits/adjust-balance.ts';
import { holdCredits } from '../credits/hold-credits.ts';
import { spendCredits } from '../credits/spend-credits.ts';
import { runJobs } from '../jobs/test-support/run-jobs.ts';
import { createPlanAsAdmin } from '../plans/test-support.ts';
import { explainBalance } from './explain-balance.ts';
import { inviteUser } from './invite-user.ts';
import { inviteUserJob } from './invite-user-job.ts';
import { addNote, listNotes, removeNote } from './notes.ts';
import { ListUsersInput, userSorts } from './schema.ts';
import { searchUsers } from './service.ts';
import { setUserActive } from './set-active.ts';
import { setUserRole } from './set-role.ts';
import { findViewedUser, startViewing, stopViewing } from './view-as.ts';

const database = useTestDatabase();
const reason = 'Because of a test';
let admin: TestAccount;

beforeEach(async () => {
  await database.db.user.updateMany({ data: { role: 'USER' } });
  admin = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
});

describe('admins', () => {
  test('two admins who remove each other at once leave one, whichever way', async () => {
    for (let round = 0; round < 5; round += 1) {
      await database.db.user.updateMany({ data: { role: 'USER' } });
      const [one, two] = await Promise.all(
        [0, 1].map(() => createAccount(database.db, { role: 'ADMIN', credits: 0 })),
      );
      if (!one || !two) throw new Error('there are two');
      const results = await Promise.allSettled([
        setUserRole(one.own, { userId: two.userId, role: 'USER', reason }),
        setUserActive(two.own, { userId: one.userId, isActive: false, reason }),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await database.db.user.count({ where: { role: 'ADMIN', isActive: true } })).toBe(1);
    }
  });

  test('nobody changes their own role; unknown users are not found; giving the same role leaves no trace', async () => {
    const own = setUserRole(admin.own, { userId: admin.userId, role: 'USER', reason });
    await expect(own).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const unknown = setUserRole(admin.own, { userId: 'nobody', role: 'ADMIN', reason });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const user = await createAccount(database.db);
    await setUserRole(admin.own, { userId: user.userId, role: 'USER', reason });
    expect(await database.db.auditLog.count({ where: { targetId: user.userId } })).toBe(0);
  });
});

describe('finding users', () => {
  const find = async (input: object) => {
    const page = await searchUsers(admin.own, ListUsersInput.parse({ limit: 200, ...input }));
    return page.items.map(({ id }) => id);
  };

  test.each(userSorts)('pages sorted by %s walk over everybody once', async (sort) => {
    for (const credits of [0, 7, 7]) await createAccount(database.db, { credits });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const input = ListUsersInput.parse({ limit: 3, sort, cursor });
      const page: Awaited<ReturnType<typeof searchUsers>> = await searchUsers(admin.own, input);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(await database.db.user.count());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(await find({ sort }));
  });

  test('filters by balance, role, state, plan and last change', async () => {
    const rich = await createAccount(database.db, { credits: 4321 });
    const idle = await createAccount(database.db, { credits: 0, isActive: false });
    const { plan } = await createPlanAsAdmin(database.db);
    const at = new Date();
    const item = {
      id: 'item',
      provider: 'clerk',
      period: 'month',
      status: 'active',
      periodStart: at,
      stateAt: at,
    };
    await database.db.subscriptionItem.create({
      data: { ...item, userId: rich.userId, planKey: plan.clerkId },
    });
    expect(await find({ minCredits: 4321, maxCredits: 4321 })).toEqual([rich.userId]);
    expect(await find({ planId: plan.id })).toEqual([rich.userId]);
    expect(await find({ isActive: false })).toContain(idle.userId);
    expect(await find({ isActive: false })).not.toContain(rich.userId);
    expect(await find({ role: 'ADMIN' })).toContain(admin.userId);
    expect(await find({ role: 'ADMIN' })).not.toContain(rich.userId);
    const past = new Date(Date.now() - 60_000);
    expect(await find({ activeSince: past })).toContain(rich.userId);
    expect(await find({ inactiveSince: past })).toContain(idle.userId);
    expect(await find({ inactiveSince: past })).not.toContain(rich.userId);
  });

  test('a cursor of another order is refused', async () => {
    await createAccount(database.db);
    const { nextCursor } = await searchUsers(admin.own, ListUsersInput.parse({ limit: 1, sort: 'name' }));
    const other = searchUsers(admin.own, ListUsersInput.parse({ cursor: nextCursor, sort: 'oldest' }));
    await expect(other).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

test('a balance is explained by movements that add up to it, live grants, open holds and the last entries', async () => {
  const user = await createAccount(database.db, { credits: 50 });
  const use = { userId: user.userId, featureKey: 'ai_text_chat' };
  await spendCredits(user.system, { ...use, idempotencyKey: 'spend' });
  await holdCredits(user.system, { ...use, amountCredits: 12, idempotencyKey: 'hold' });
  const explained = await explainBalance(admin.own, user.userId);
  expect(explained).toMatchObject({
    creditsRemaining: 37,
    creditsHeld: 12,
    grants: [{ amountCredits: 50 }],
    holds: [{ amountCredits: 12 }],
  });
  const sum = explained.movements.reduce((total, { credits }) => total + credits, 0);
  expect(sum).toBe(explained.creditsRemaining + explained.creditsHeld);
  expect(explained.lastEntries.map(({ kind }) => kind)).toEqual(['SPEND', 'GRANT']);
  await expect(explainBalance(user.own, user.userId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an adjustment of oneself is allowed and marked; an absolute one of a balance that moved is refused', async () => {
  const change = { mode: 'absolute', creditsRemaining: 9, reason } as const;
  const own = { ...change, userId: admin.userId, idempotencyKey: 'own', expectedCreditsRemaining: 0 };
  await adjustBalance(admin.own, own);
  const [row] = await database.db.auditLog.findMany({ where: { targetId: admin.userId } });
  expect(row?.after).toMatchObject({ isOwnAccount: true, creditsRemaining: 9 });
  const stale = adjustBalance(admin.own, { ...own, idempotencyKey: 'stale' });
  await expect(stale).rejects.toMatchObject({ code: 'BALANCE_MOVED', details: { expected: 0, actual: 9 } });
  await expectLedgerHolds(database.db, admin.userId);
});

test('notes are listed with their authors, and the audit keeps what a removed one said', async () => {
  const { userId, own } = await createAccount(database.db);
  const note = await addNote(admin.own, { userId, text: '  Called us twice. ' });
  expect(await listNotes(admin.own, userId)).toMatchObject([
    { text: 'Called us twice.', author: { id: admin.userId } },
  ]);
  await removeNote(admin.own, { userId, id: note.id, reason });
  expect(await listNotes(admin.own, userId)).toEqual([]);
  const rows = await database.db.auditLog.findMany({
    where: { targetId: userId },
    orderBy: { createdAt: 'asc' },
  });
  expect(rows.map(({ action }) => action)).toEqual(['users.addNote', 'users.removeNote']);
  expect(rows[1]?.before).toMatchObject({ text: 'Called us twice.' });
  const again = removeNote(admin.own, { userId, id: note.id, reason });
  await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(addNote(own, { userId, text: 'Mine' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an invitation is sent once Clerk can be reached; an address with a user is refused', async () => {
  const invited: string[] = [];
  let isDown = true;
  const clerkInvitations = {
    invite: async (email: string) => {
      if (isDown) throw new Error('Clerk is down');
      invited.push(email);
      return { id: 'inv', email, status: 'pending' as const, createdAt: new Date() };
    },
    list: async () => [],
  };
  const own = { ...admin.own, clerkInvitations };
  await inviteUser(own, { email: ' New@Example.com ', reason });
  await inviteUser(own, { email: 'new@example.com', reason });
  await runJobs(database.db, [inviteUserJob], { clerkInvitations });
  expect(invited).toEqual([]);
  isDown = false;
  const later = () => new Date(Date.now() + 3_600_000);
  await runJobs(database.db, [inviteUserJob], { clerkInvitations, now: later });
  expect(invited).toEqual(['new@example.com']);
  const { email } = await database.db.user.findUniqueOrThrow({ where: { id: admin.userId } });
  const taken = inviteUser(own, { email: email ?? '', reason });
  await expect(taken).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(inviteUser(admin.own, { email: 'x@example.com', reason })).rejects.toMatchObject({
    code: 'NOT_CONFIGURED',
  });
  await expect(inviteUser(own, { email: 'nobody', reason })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

describe('viewing as a user', () => {
  test('reads with a user’s rights, until it ends; the token is stored nowhere', async () => {
    let now = new Date();
    const own = { ...admin.own, now: () => now };
    const boss = await createAccount(database.db, { role: 'ADMIN' });
    const { token, expiresAt } = await startViewing(own, { userId: boss.userId, reason });
    const viewed = await findViewedUser(own, token);
    expect(viewed).toMatchObject({ userId: boss.userId, role: 'USER', view: { adminId: admin.userId } });
    const stored = JSON.stringify([
      await database.db.viewSession.findMany(),
      await database.db.auditLog.findMany({ where: { targetId: boss.userId } }),
    ]);
    expect(stored).not.toContain(token);
    await expect(findViewedUser(boss.own, token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    now = expiresAt;
    await expect(findViewedUser(own, token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('can be ended at once, and not of oneself be begun', async () => {
    const user = await createAccount(database.db);
    const { token } = await startViewing(admin.own, { userId: user.userId, reason });
    await stopViewing(admin.own, { token });
    await expect(findViewedUser(admin.own, token)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const own = startViewing(admin.own, { userId: admin.userId, reason });
    await expect(own).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
