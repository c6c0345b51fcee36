import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { type Browser, currentSession, errorCode } from './test-support/browser.ts';

let app: TestApp;
let clock = Date.now();
beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock), sessionTokenTtlSeconds: 60 });
  await app.clerk.createUser({ email: 'ada@example.test', password: 'correct horse' });
  await app.clerk.createUser({ email: 'bob@example.test', password: 'battery staple' });
});
afterAll(() => app.close());

async function whoAmI(
  browser: Browser,
  jwt: string | null,
): Promise<{ status: number; userId: string | null }> {
  const response = await browser.fetch('/api/me', { headers: { authorization: `Bearer ${jwt}` } });
  const body: unknown = await response.json();
  const userId = typeof body === 'object' && body !== null && 'userId' in body ? body.userId : null;
  return { status: response.status, userId: typeof userId === 'string' ? userId : null };
}

describe('a session token', () => {
  it('is accepted by the real clerkMiddleware, from the answer and when refreshed', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    const clerkId = app.clerk.findUserByEmail('ada@example.test')?.clerkId;
    const refreshed = await browser.token(session.id);
    expect(await whoAmI(browser, session.last_active_token.jwt)).toEqual({ status: 200, userId: clerkId });
    expect(await whoAmI(browser, refreshed.jwt)).toEqual({ status: 200, userId: clerkId });
  });

  it('is refused once it has expired', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    clock -= 120_000;
    const { jwt } = await browser.token(session.id);
    clock += 120_000;
    expect((await whoAmI(browser, jwt)).status).toBe(401);
  });

  it('is refused when another directory signed it', async () => {
    const other = await startTestApp();
    const browser = other.browser();
    const session = currentSession(await browser.signUp('eve@example.test', 'long enough'));
    expect((await whoAmI(app.browser(), session.last_active_token.jwt)).status).toBe(401);
    await other.close();
  });

  it('is not given to a browser that does not hold the session', async () => {
    const session = currentSession(await app.browser().signIn('ada@example.test', 'correct horse'));
    expect(await app.browser().token(session.id)).toEqual({ status: 401, jwt: null });
  });
});

describe('sessions', () => {
  it('end for good when the user signs out', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    const signedOut = await browser.call('DELETE', '/client/sessions');
    expect(signedOut.client?.sessions).toEqual([]);
    expect((await browser.token(session.id)).status).toBe(401);
    expect(browser.cookies.get('__client_uat')).toBe('0');
  });

  it('live side by side in one browser and end one by one', async () => {
    const browser = app.browser();
    const first = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    const both = await browser.signIn('bob@example.test', 'battery staple');
    const second = currentSession(both);
    expect(both.client?.sessions.map(({ id }) => id).toSorted()).toEqual([first.id, second.id].toSorted());
    const switched = await browser.call('POST', `/client/sessions/${first.id}/touch`);
    expect(switched.client?.last_active_session_id).toBe(first.id);
    const left = await browser.call('POST', `/client/sessions/${first.id}/remove`);
    expect(left.client?.sessions.map(({ id }) => id)).toEqual([second.id]);
    expect(left.client?.last_active_session_id).toBe(second.id);
  });

  it('end after a week', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    clock += 7 * 24 * 60 * 60 * 1000;
    expect((await browser.token(session.id)).status).toBe(401);
  });
});

describe('the own account', () => {
  it('changes names and the password, and can sign the other devices out', async () => {
    await app.clerk.createUser({ email: 'cy@example.test', password: 'first password' });
    const [here, there] = [app.browser(), app.browser()];
    const session = currentSession(await here.signIn('cy@example.test', 'first password'));
    const elsewhere = currentSession(await there.signIn('cy@example.test', 'first password'));
    const own = `?_clerk_session_id=${session.id}`;
    const named = await here.call('PATCH', `/me${own}`, { first_name: 'Cy', last_name: '' });
    expect(named.response).toMatchObject({ first_name: 'Cy', last_name: null });
    const form = { new_password: 'second password', sign_out_of_other_sessions: 'true' };
    const wrong = await here.call('POST', `/me/change_password${own}`, {
      ...form,
      current_password: 'guess guess',
    });
    expect(wrong.errors).toMatchObject([
      { code: 'form_password_incorrect', meta: { param_name: 'current_password' } },
    ]);
    await here.call('POST', `/me/change_password${own}`, { ...form, current_password: 'first password' });
    expect((await there.token(elsewhere.id)).status).toBe(401);
    expect((await here.token(session.id)).status).toBe(200);
    expect(errorCode(await app.browser().signIn('cy@example.test', 'first password'))).toBe(
      'form_password_incorrect',
    );
    expect(errorCode(await app.browser().signIn('cy@example.test', 'second password'))).toBeUndefined();
  });

  it('is out of reach with the session of another browser', async () => {
    const session = currentSession(await app.browser().signIn('bob@example.test', 'battery staple'));
    const stranger = app.browser();
    await stranger.signIn('ada@example.test', 'correct horse');
    const answer = await stranger.call('PATCH', `/me?_clerk_session_id=${session.id}`, {
      first_name: 'Mallory',
    });
    expect(answer.status).toBe(401);
  });

  it('can be deleted, with every session', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signUp('gone@example.test', 'long enough'));
    const answer = await browser.call('DELETE', `/me?_clerk_session_id=${session.id}`);
    expect(answer.client?.sessions).toEqual([]);
    expect(app.clerk.findUserByEmail('gone@example.test')).toBeNull();
  });
});
