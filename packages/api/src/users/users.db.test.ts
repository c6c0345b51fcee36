import { createAccount, expectLedgerHolds, systemContext, useTestDatabase } from '@scrip/testing';
import { describe, expect, test } from 'vitest';
import { provisionUser, retireIdentity, syncIdentity } from './provision-user.ts';
import { ListUsersInput } from './schema.ts';
import { getUser, searchUsers } from './service.ts';
import { setUserActive } from './set-active.ts';

const database = useTestDatabase();
const nobody = { adminEmails: new Set<string>() };

describe('provisioning', () => {
  test('30 racing first sights make one user, one balance and one sign-up grant', async () => {
    const ctx = systemContext(database.db);
    const identity = { clerkUserId: 'user_race', verifiedEmail: 'Race@Example.com', name: 'Race' };
    const users = await Promise.all(Array.from({ length: 30 }, () => provisionUser(ctx, identity, nobody)));
    expect(new Set(users.map(({ userId }) => userId)).size).toBe(1);
    const stored = await database.db.user.findUniqueOrThrow({
      where: { clerkId: 'user_race' },
      include: { creditBalance: true, usageHistory: true, grants: true },
    });
    expect(stored).toMatchObject({
      email: 'race@example.com',
      role: 'USER',
      creditBalance: { creditsRemaining: 100 },
      usageHistory: [{ kind: 'GRANT', creditsUsed: -100, idempotencyKey: 'sign-up' }],
      grants: [{ source: 'SIGN_UP', amountCredits: 100 }],
    });
    await expectLedgerHolds(database.db, stored.id);
  });

  test('only a listed, verified address begins as an admin', async () => {
    const ctx = systemContext(database.db);
    const options = { adminEmails: new Set(['boss@example.com']) };
    const unverified = { clerkUserId: 'user_unverified', verifiedEmail: null, name: 'boss@example.com' };
    expect(await provisionUser(ctx, unverified, options)).toMatchObject({ role: 'USER' });
    const listed = { clerkUserId: 'user_boss', verifiedEmail: 'boss@example.com', name: null };
    expect(await provisionUser(ctx, listed, options)).toMatchObject({ role: 'ADMIN' });
  });

  test('a list that changes later makes nobody an admin', async () => {
    const ctx = systemContext(database.db);
    const identity = { clerkUserId: 'user_late', verifiedEmail: 'late@example.com', name: null };
    await provisionUser(ctx, identity, nobody);
    const options = { adminEmails: new Set(['late@example.com']) };
    await syncIdentity(ctx, identity, options);
    expect(await provisionUser(ctx, identity, options)).toMatchObject({ role: 'USER' });
  });

  test('an address that another account has is left out, also when both arrive at once', async () => {
    const ctx = systemContext(database.db);
    const identity = (clerkUserId: string) => ({
      clerkUserId,
      verifiedEmail: 'shared@example.com',
      name: null,
    });
    await Promise.all(
      ['user_s1', 'user_s2', 'user_s3'].map((id) => provisionUser(ctx, identity(id), nobody)),
    );
    const emails = await database.db.user.findMany({
      where: { clerkId: { in: ['user_s1', 'user_s2', 'user_s3'] } },
      select: { email: true },
    });
    expect(emails.map(({ email }) => email).sort()).toEqual([null, null, 'shared@example.com'].sort());
  });

  test('a changed name and address are taken over; a deleted identity leaves a nameless, inactive owner', async () => {
    const ctx = systemContext(database.db);
    const identity = { clerkUserId: 'user_sync', verifiedEmail: 'old@example.com', name: 'Old' };
    const { userId } = await provisionUser(ctx, identity, nobody);
    await syncIdentity(ctx, { ...identity, verifiedEmail: 'new@example.com', name: 'New' }, nobody);
    const synced = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
    expect(synced).toMatchObject({ email: 'new@example.com', name: 'New' });

    await retireIdentity(ctx, 'user_sync');
    const retired = await database.db.user.findUniqueOrThrow({ where: { id: userId } });
    expect(retired).toMatchObject({ email: null, name: null, isActive: false });
    await expectLedgerHolds(database.db, userId);
  });
});

describe('finding users', () => {
  test('pages walk over all users once, newest first', async () => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    for (let index = 0; index < 5; index += 1) await createAccount(database.db);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof searchUsers>> = await searchUsers(
        admin.own,
        ListUsersInput.parse({ limit: 2, cursor }),
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await database.db.user.count());
  });

  test('searches name, address and ids; wildcards are plain characters', async () => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    const target = await createAccount(database.db, { credits: 42 });
    await database.db.user.update({ where: { id: target.userId }, data: { name: 'Zoë 100%_Quinn' } });
    const find = async (search: string) => {
      const page = await searchUsers(admin.own, ListUsersInput.parse({ search }));
      return page.items;
    };
    for (const search of ['zoë', '100%_q', target.userId, target.clerkUserId]) {
      expect(await find(search)).toMatchObject([{ id: target.userId, creditsRemaining: 42 }]);
    }
    expect(await find('%_%_%_%_%')).toEqual([]);
    expect(await find('nobody of that name')).toEqual([]);
  });

  test('users may neither list nor look', async () => {
    const user = await createAccount(database.db);
    await expect(searchUsers(user.own, ListUsersInput.parse({}))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(getUser(user.own, user.userId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('an unknown user is not found', async () => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    await expect(getUser(admin.own, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('deactivating', () => {
  test('is audited once, however often it is asked, and can be undone', async () => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    const user = await createAccount(database.db);
    const request = { userId: user.userId, isActive: false, reason: 'Chargeback' };
    await Promise.all([setUserActive(admin.own, request), setUserActive(admin.own, request)]);
    await setUserActive(admin.own, { ...request, isActive: true, reason: 'Settled' });
    const audits = await database.db.auditLog.findMany({
      where: { targetId: user.userId },
      orderBy: { createdAt: 'asc' },
    });
    expect(audits).toMatchObject([
      { action: 'users.deactivate', userId: admin.userId, reason: 'Chargeback', after: { isActive: false } },
      { action: 'users.reactivate', reason: 'Settled', after: { isActive: true } },
    ]);
  });

  test('refuses oneself, unknown users and non-admins', async () => {
    const admin = await createAccount(database.db, { role: 'ADMIN' });
    const user = await createAccount(database.db);
    const request = { isActive: false, reason: 'Chargeback' };
    const oneself = setUserActive(admin.own, { ...request, userId: admin.userId });
    await expect(oneself).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const unknown = setUserActive(admin.own, { ...request, userId: 'nobody' });
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const notAdmin = setUserActive(user.own, { ...request, userId: admin.userId });
    await expect(notAdmin).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
