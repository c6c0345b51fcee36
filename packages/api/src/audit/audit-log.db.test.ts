import { createAccount, useTestDatabase } from '@scrip/testing';
import { expect, test } from 'vitest';
import { ListAuditInput } from './schema.ts';
import { getAudit, listAudit, listAuditActions, recordAudit } from './service.ts';

const database = useTestDatabase();

async function stage() {
  const admin = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const user = await createAccount(database.db, { credits: 0 });
  const find = async (input: object) => (await listAudit(admin.own, ListAuditInput.parse(input))).items;
  const target = { targetType: 'user', targetId: user.userId } as const;
  return { admin, user, find, target };
}

test('rows can be neither changed nor deleted, by any statement', async () => {
  const { admin, target } = await stage();
  await recordAudit(admin.own, { action: 'users.test', ...target });
  const { db } = database;
  await expect(db.auditLog.updateMany({ data: { reason: 'Other' } })).rejects.toThrow();
  await expect(db.auditLog.deleteMany()).rejects.toThrow();
  await expect(db.$executeRaw`TRUNCATE "AuditLog"`).rejects.toThrow();
  expect(await db.auditLog.findMany({ where: { targetId: target.targetId } })).toMatchObject([
    { reason: null },
  ]);
});

test('secrets never reach the log, by the name of their field or by their look', async () => {
  const { admin, target, find } = await stage();
  const secrets = ['sk_live_abcdef123456', 'whsec_abcdef+/=', 'eyJhbGciOi.eyJzdWIi.c2ln', 'hunter2'];
  await recordAudit(admin.own, {
    action: 'users.test',
    ...target,
    reason: `The key was ${secrets[0]}`,
    before: {
      password: 'hunter2',
      nested: [{ apiKey: 'hunter2', note: `signed ${secrets[2]}` }],
      token: null,
    },
    after: { webhookSecret: 'hunter2', text: `use ${secrets[1]}`, credits: 5 },
  });
  const [item] = await find({ targetId: target.targetId });
  for (const secret of secrets) expect(JSON.stringify(item)).not.toContain(secret);
  expect(item).toMatchObject({ after: { credits: 5 }, before: { token: null } });
});

test('the log is found by actor, action, target, time, and what its reason, request and address say', async () => {
  const { admin, user, target, find } = await stage();
  const other = await createAccount(database.db, { role: 'ADMIN', credits: 0 });
  const request = { requestId: `request-${user.userId}`, address: '192.0.2.8' };
  await recordAudit(
    { ...admin.own, ...request },
    { action: 'users.first', ...target, reason: '100 % sure_' },
  );
  await recordAudit(other.own, {
    action: 'plans.second',
    targetType: 'plan',
    targetId: 'p1',
    reason: 'Fewer',
  });
  await recordAudit(admin.system, { action: 'users.third', ...target });
  const actions = async (input: object) => (await find(input)).map(({ action }) => action);

  expect(await actions({ targetId: user.userId })).toEqual(['users.third', 'users.first']);
  expect(await actions({ actorId: admin.userId })).toEqual(['users.first']);
  expect(await actions({ actorId: 'system', targetId: user.userId })).toEqual(['users.third']);
  expect(await actions({ action: 'users.', targetId: user.userId })).toEqual(['users.third', 'users.first']);
  expect(await actions({ action: 'plans.second', actorId: other.userId })).toEqual(['plans.second']);
  expect(await actions({ targetType: 'plan', actorId: other.userId })).toEqual(['plans.second']);
  expect(await actions({ search: '% SURE_', targetId: user.userId })).toEqual(['users.first']);
  expect(await actions({ search: '%%%', targetId: user.userId })).toEqual([]);
  expect(await actions({ search: request.requestId })).toEqual(['users.first']);
  expect(await actions({ from: new Date(Date.now() + 60_000) })).toEqual([]);
  expect(await actions({ to: new Date(Date.now() - 3_600_000) })).toEqual([]);
  const [third, first] = await find({ targetId: user.userId });
  expect(third?.actor).toBeNull();
  expect(first).toMatchObject({ actor: { id: admin.userId }, targetUser: { id: user.userId }, ...request });
  expect(await getAudit(admin.own, first?.id ?? '')).toEqual(first);
  expect(await listAuditActions(admin.own)).toEqual(expect.arrayContaining(['plans.second', 'users.first']));
});

test('pages walk over every row once, newest first, also when many have one instant', async () => {
  const at = new Date();
  const { admin, target } = await stage();
  const ctx = { ...admin.own, now: () => at };
  for (let index = 0; index < 7; index += 1) await recordAudit(ctx, { action: `users.n${index}`, ...target });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const input = ListAuditInput.parse({ targetId: target.targetId, limit: 2, cursor });
    const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(admin.own, input);
    seen.push(...page.items.map(({ action }) => action));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, index) => `users.n${index}`));
});

test('only admins read it', async () => {
  const { user } = await stage();
  await expect(listAudit(user.own, ListAuditInput.parse({}))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(listAuditActions(user.own)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
