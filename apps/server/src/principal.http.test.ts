import { useTestDatabase } from '@scrip/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foreignOrigin, startTestApp, type TestApp, type TestUser } from './test-support/app.ts';

const database = useTestDatabase();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.db);
});
afterAll(() => app.close());

const chat = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
    idempotencyKey: 'chat',
  }),
};
const stream = { headers: { accept: 'text/event-stream' } };
const doors: [string, string, RequestInit][] = [
  ['a procedure', '/trpc/credits.me', {}],
  ['the chat', '/api/playground/chat', chat],
  ['the live balance', '/trpc/credits.live', stream],
];

/** What remains of an answer when the parts that are different for every request are left out. */
async function uniform(response: Response) {
  const text = (await response.text()).replaceAll(/[\da-f-]{36}/g, 'id');
  const headers = [...response.headers.keys()].filter((name) => name !== 'date').sort();
  return { status: response.status, text, headers };
}

describe('without a valid sign-in', () => {
  const bearers: [string, () => Promise<string>][] = [
    ['a text that is no token', async () => 'nonsense'],
    ['an API key', async () => 'ak_live_0123456789'],
    ['a token of three empty parts', async () => '..'],
    ['an unsigned token', async () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyXzEifQ.'],
    ['a token with a changed claim', async () => tamper(await (await app.createUser()).token())],
    ['a token for pages of another origin', async () => (await app.createUser()).token(foreignOrigin)],
    ['an expired token', expiredToken],
  ];

  test.each(bearers)('%s is answered as no token at all', async (_what, bearer) => {
    for (const [, path, init] of doors) {
      const without = await uniform(await app.call(path, init));
      expect(without.status).toBe(path.endsWith('live') ? 200 : 401);
      expect(await uniform(await app.call(path, { ...init, token: await bearer() }))).toEqual(without);
    }
    expect(app.logger.records.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('cookies do not count on calls from pages of another origin', async () => {
    const cookie = `__session=${await (await app.createUser()).token()}; __client_uat=1`;
    const own = await app.call('/trpc/credits.me', { headers: { cookie, origin: app.url } });
    const foreign = await app.call('/trpc/credits.me', { headers: { cookie, origin: foreignOrigin } });
    expect([own.status, foreign.status]).toEqual([200, 401]);
  });

  function tamper(token: string): string {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'user_other' })).toString('base64url');
    return [header, forged, signature].join('.');
  }

  async function expiredToken(): Promise<string> {
    const user = await app.createUser();
    app.setClerkClock(() => new Date(Date.now() - 10 * 60_000));
    const token = await user.token();
    app.setClerkClock(() => new Date());
    return token;
  }
});

test('a user who is seen for the first time by 30 requests at once is made once, with one balance and one grant', async () => {
  const user = await app.createUser();
  const token = await user.token();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => app.call('/trpc/credits.me', { token })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));

  const made = await database.db.user.findMany({
    where: { clerkId: user.clerkId },
    include: { creditBalance: true, usageHistory: true },
  });
  expect(made).toMatchObject([{ email: user.email, role: 'USER', creditBalance: { lastSeq: 1 } }]);
  expect(made[0]?.usageHistory).toHaveLength(1);
});

test('a session of a user whom Clerk does not know any more is no sign-in', async () => {
  const user = await app.createUser();
  const token = await user.token();
  await fetch(`${app.deps.clerk.apiUrl}/v1/users/${user.clerkId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${app.localClerk.secretKey}` },
  });
  expect((await app.call('/trpc/credits.me', { token })).status).toBe(401);
  expect(await database.db.user.count({ where: { clerkId: user.clerkId } })).toBe(0);
});

describe('a deactivated account', () => {
  let user: TestUser;
  beforeAll(async () => {
    user = await app.createUser();
    await user.client.credits.me.query();
    await database.db.user.update({ where: { clerkId: user.clerkId }, data: { isActive: false } });
  });

  test.each([...doors, ['a public procedure', '/trpc/credits.settings', {}] as const])(
    'is refused by %s',
    async (_what, path, init) => {
      const response = await app.call(path, { ...init, token: await user.token() });
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('"domain":{"code":"ACCOUNT_INACTIVE"}');
    },
  );
});

describe('the role', () => {
  test('comes from the database, at the next request', async () => {
    const user = await app.createUser();
    const token = await user.token();
    const list = () => app.call('/trpc/users.list?input=%7B%22limit%22%3A1%7D', { token });
    expect((await list()).status).toBe(403);
    await database.db.user.update({ where: { clerkId: user.clerkId }, data: { role: 'ADMIN' } });
    expect((await list()).status).toBe(200);
    await database.db.user.update({ where: { clerkId: user.clerkId }, data: { role: 'USER' } });
    expect((await list()).status).toBe(403);
  });
});
