import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { currentSession, errorCode } from './test-support/browser.ts';

let app: TestApp;
let client: ClerkClient;
beforeAll(async () => {
  app = await startTestApp();
  client = createClerkClient({ secretKey: app.clerk.secretKey, apiUrl: `${app.origin}/__clerk/api` });
});
afterAll(() => app.close());

function createUser(name: string) {
  const emailAddress = [`${name}@example.test`];
  return client.users.createUser({
    emailAddress,
    password: 'long enough',
    firstName: name,
    publicMetadata: { a: 1 },
  });
}

describe('users, through the real clerkClient', () => {
  it('are created, read, changed and deleted', async () => {
    const created = await createUser('crud');
    expect(created.primaryEmailAddress?.emailAddress).toBe('crud@example.test');
    const changed = await client.users.updateUser(created.id, { firstName: 'New', lastName: 'Name' });
    expect([changed.firstName, changed.lastName]).toEqual(['New', 'Name']);
    expect((await client.users.getUser(created.id)).fullName).toBe('New Name');
    await client.users.deleteUser(created.id);
    await expect(client.users.getUser(created.id)).rejects.toMatchObject({ status: 404 });
  });

  it('have metadata that is merged deeply, loses keys set to null, and can be replaced', async () => {
    const { id } = await createUser('meta');
    const patch = { publicMetadata: { role: 'admin', a: null }, privateMetadata: { note: { x: 1 } } };
    const merged = await client.users.updateUserMetadata(id, patch);
    expect([merged.publicMetadata, merged.privateMetadata]).toEqual([{ role: 'admin' }, { note: { x: 1 } }]);
    const replaced = await client.users.replaceUserMetadata(id, { publicMetadata: { only: true } });
    expect([replaced.publicMetadata, replaced.privateMetadata]).toEqual([{ only: true }, { note: { x: 1 } }]);
  });

  it('are listed by address, id and text, in order and in pages', async () => {
    const users = [await createUser('list-a'), await createUser('list-b'), await createUser('list-c')];
    const [a, b, c] = users.map(({ id }) => id);
    const ids = async (params: object) => (await client.users.getUserList(params)).data.map(({ id }) => id);
    expect(await ids({ emailAddress: ['LIST-B@example.test'] })).toEqual([b]);
    expect((await ids({ userId: [a, c] })).toSorted()).toEqual([a, c].toSorted());
    expect(await ids({ query: 'list-', orderBy: '+email_address', limit: 2 })).toEqual([a, b]);
    expect(await ids({ query: 'list-', orderBy: '+email_address', limit: 2, offset: 2 })).toEqual([c]);
    expect((await client.users.getUserList({ query: 'list-', limit: 1 })).totalCount).toBe(3);
    expect(await client.users.getCount({ query: 'list-' })).toBe(3);
  });

  it('cannot sign in while banned or locked, and lose their sessions at once', async () => {
    const { id } = await createUser('banned');
    const browser = app.browser();
    const session = currentSession(await browser.signIn('banned@example.test', 'long enough'));
    expect((await client.users.banUser(id)).banned).toBe(true);
    expect((await browser.token(session.id)).status).toBe(401);
    expect(errorCode(await app.browser().signIn('banned@example.test', 'long enough'))).toBe('user_banned');
    await client.users.unbanUser(id);
    await client.users.lockUser(id);
    expect(errorCode(await app.browser().signIn('banned@example.test', 'long enough'))).toBe('user_locked');
    await client.users.unlockUser(id);
    expect((await app.browser().signIn('banned@example.test', 'long enough')).status).toBe(200);
  });

  it('have passwords that can be checked', async () => {
    const { id: userId } = await createUser('check');
    expect(await client.users.verifyPassword({ userId, password: 'long enough' })).toEqual({
      verified: true,
    });
    await expect(client.users.verifyPassword({ userId, password: 'not it' })).rejects.toMatchObject({
      status: 422,
    });
  });

  it('keep their address to themselves', async () => {
    await createUser('twice');
    await expect(createUser('twice')).rejects.toMatchObject({ errors: [{ code: 'form_identifier_exists' }] });
  });
});

it('sessions are listed and revoked', async () => {
  const { id: userId } = await createUser('session');
  const browser = app.browser();
  const session = currentSession(await browser.signIn('session@example.test', 'long enough'));
  const list = await client.sessions.getSessionList({ userId, status: 'active' });
  expect([list.totalCount, list.data[0]?.id]).toEqual([1, session.id]);
  expect((await client.sessions.revokeSession(session.id)).status).toBe('revoked');
  expect((await browser.token(session.id)).status).toBe(401);
});

it('sign-in tokens sign in once, and not at all once revoked', async () => {
  const { id: userId } = await createUser('token');
  const [good, revoked] = await Promise.all(
    [1, 2].map(() => client.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 })),
  );
  await client.signInTokens.revokeSignInToken(revoked?.id ?? '');
  const use = (ticket = '') => app.browser().call('POST', '/client/sign_ins', { strategy: 'ticket', ticket });
  expect(currentSession(await use(good?.token)).user.id).toBe(userId);
  expect(errorCode(await use(revoked?.token))).toBe('sign_in_token_revoked_code');
});

it('invitations carry their address and metadata into the account they lead to', async () => {
  const publicMetadata = { role: 'admin' };
  const invitation = await client.invitations.createInvitation({
    emailAddress: 'guest@example.test',
    publicMetadata,
  });
  expect((await client.invitations.getInvitationList()).data.map(({ id }) => id)).toContain(invitation.id);
  const ticket = new URL(invitation.url ?? '').searchParams.get('__clerk_ticket') ?? '';
  const form = { strategy: 'ticket', ticket, password: 'long enough', email_address: 'other@example.test' };
  const answer = await app.browser().call('POST', '/client/sign_ups', form);
  const user = await client.users.getUser(currentSession(answer).user.id);
  expect([user.primaryEmailAddress?.emailAddress, user.publicMetadata]).toEqual([
    'guest@example.test',
    publicMetadata,
  ]);
  expect(errorCode(await app.browser().call('POST', '/client/sign_ups', form))).toBe('ticket_invalid_code');
});

it('refuses another secret key, and none', async () => {
  const apiUrl = `${app.origin}/__clerk/api`;
  const stranger = createClerkClient({ secretKey: 'sk_live_local_guess', apiUrl });
  await expect(stranger.users.getUserList()).rejects.toMatchObject({ status: 401 });
  expect((await fetch(`${apiUrl}/v1/users`)).status).toBe(401);
});

it('publishes the key that verifies its tokens', async () => {
  const { keys } = await client.jwks.getJwks();
  expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }]);
  expect(Object.keys(keys?.[0] ?? {})).not.toContain('d');
});
