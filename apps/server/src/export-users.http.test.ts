import { createAccount, useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await startTestApp(database.db);
  const admin = await app.createUser();
  token = await admin.token();
  await app.call('/trpc/users.me', { token });
  await database.db.user.update({ where: { clerkId: admin.clerkId }, data: { role: 'ADMIN' } });
});
afterAll(() => app.close());

const get = (query: string) => app.call(`/api/export/users?${query}`, { token });
const linesOf = async (query: string) => (await (await get(query)).text()).split('\r\n').slice(1, -1);

test('the file has whom the filter of the list finds, and no name is a formula', async () => {
  const { userId } = await createAccount(database.db, { credits: 7 });
  await database.db.user.update({ where: { id: userId }, data: { name: '=1+1,"x"', isActive: false } });
  const response = await get('isActive=false&minCredits=7&maxCredits=7&bom=1');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename=users-[\d-]+\.csv$/);
  const text = Buffer.from(await response.arrayBuffer()).toString();
  expect(text.startsWith('\uFEFFuser_id,clerk_id,name,email,')).toBe(true);
  expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${userId},[^,]*,"'=1\\+1,""x""",.*,USER,false,,,7,0,`));
  expect(await linesOf('isActive=false&minCredits=8')).toEqual([]);
});

test('more users than one step are all there, once', async () => {
  await database.db.$executeRaw`
    INSERT INTO "User" ("id", "clerkId", "name", "createdAt", "updatedAt")
    SELECT 'many' || n, 'clerk' || n, 'Many', '2026-01-01', '2026-01-01' FROM generate_series(1, 2500) n`;
  const ids = (await linesOf('search=Many')).map((line) => line.split(',')[0]);
  expect([ids.length, new Set(ids).size]).toEqual([2500, 2500]);
});

test.each(['minCredits=many', 'isActive=1', 'role=OWNER', 'sort=name', 'activeSince=soon'])(
  'the question %s is refused before the file begins',
  async (query) => {
    expect((await get(query)).status).toBe(400);
  },
);
