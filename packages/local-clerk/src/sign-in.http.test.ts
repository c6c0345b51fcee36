import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { currentSession, errorCode } from './test-support/browser.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  await app.clerk.createUser({ email: 'ada@example.test', password: 'correct horse', firstName: 'Ada' });
});
afterAll(() => app.close());

describe('signing up', () => {
  it('takes e-mail, password and names, and signs in at once', async () => {
    const browser = app.browser();
    const names = { first_name: ' Grace ', last_name: 'Hopper' };
    const answer = await browser.signUp('Grace@Example.test', 'a long password', names);
    expect(answer.response).toMatchObject({
      status: 'complete',
      email_address: 'grace@example.test',
      first_name: 'Grace',
    });
    expect(currentSession(answer).user).toMatchObject({
      first_name: 'Grace',
      last_name: 'Hopper',
      email_addresses: [{ email_address: 'grace@example.test', verification: { status: 'verified' } }],
    });
  });

  it.each([
    [
      'an address in use',
      { email_address: 'ADA@example.test', password: 'long enough' },
      'form_identifier_exists',
    ],
    ['no address', { email_address: 'ada at home', password: 'long enough' }, 'form_param_format_invalid'],
    [
      'a short password',
      { email_address: 'b@example.test', password: '1234567' },
      'form_password_length_too_short',
    ],
    [
      'a huge password',
      { email_address: 'b@example.test', password: 'x'.repeat(73) },
      'form_password_length_too_long',
    ],
    ['a social account', { strategy: 'oauth_google' }, 'form_param_value_invalid'],
  ])('refuses %s on the field it concerns', async (_what, form, code) => {
    const answer = await app.browser().call('POST', '/client/sign_ups', form);
    expect([answer.status, errorCode(answer)]).toEqual([422, code]);
    expect(app.clerk.findUserByEmail('b@example.test')).toBeNull();
  });

  it('can be finished field by field', async () => {
    const browser = app.browser();
    const started = await browser.call('POST', '/client/sign_ups', { email_address: 'steps@example.test' });
    expect(started.response).toMatchObject({ status: 'missing_requirements', missing_fields: ['password'] });
    const path = `/client/sign_ups/${started.response?.id}`;
    const finished = await browser.call('PATCH', path, { password: 'long enough' });
    expect(finished.response).toMatchObject({ status: 'complete' });
  });

  it('gives one account to two sign-ups that race for one address', async () => {
    const race = () => app.browser().signUp('race@example.test', 'long enough');
    const codes = (await Promise.all([race(), race(), race()])).map(errorCode);
    expect(codes.toSorted()).toEqual(['form_identifier_exists', 'form_identifier_exists', undefined]);
  });
});

describe('signing in', () => {
  it('works in two steps, as the prebuilt form does it', async () => {
    const browser = app.browser();
    const started = await browser.call('POST', '/client/sign_ins', { identifier: 'ada@example.test' });
    expect(started.response).toMatchObject({
      status: 'needs_first_factor',
      supported_first_factors: [{ strategy: 'password' }],
    });
    const path = `/client/sign_ins/${started.response?.id}/attempt_first_factor`;
    const wrong = await browser.call('POST', path, { strategy: 'password', password: 'not it at all' });
    expect([wrong.status, errorCode(wrong)]).toEqual([422, 'form_password_incorrect']);
    const right = await browser.call('POST', path, { strategy: 'password', password: 'correct horse' });
    expect(right.response).toMatchObject({
      status: 'complete',
      created_session_id: currentSession(right).id,
    });
  });

  it('works in one step, as useSignIn does it', async () => {
    const answer = await app.browser().signIn('ADA@example.test ', 'correct horse');
    expect(currentSession(answer).user).toMatchObject({ first_name: 'Ada' });
  });

  it('tells an unknown address from a wrong password', async () => {
    const unknown = await app.browser().signIn('nobody@example.test', 'correct horse');
    const wrong = await app.browser().signIn('ada@example.test', 'correct house');
    expect([errorCode(unknown), errorCode(wrong)]).toEqual([
      'form_identifier_not_found',
      'form_password_incorrect',
    ]);
    expect([unknown.client, wrong.client]).toEqual([undefined, undefined]);
  });

  it('cannot be finished from another browser', async () => {
    const started = await app.browser().call('POST', '/client/sign_ins', { identifier: 'ada@example.test' });
    const path = `/client/sign_ins/${started.response?.id}/attempt_first_factor`;
    const stolen = await app
      .browser()
      .call('POST', path, { strategy: 'password', password: 'correct horse' });
    expect(stolen.status).toBe(404);
  });

  it('points to the session when the account is signed in here already', async () => {
    const browser = app.browser();
    const session = currentSession(await browser.signIn('ada@example.test', 'correct horse'));
    const again = await browser.call('POST', '/client/sign_ins', { identifier: 'ada@example.test' });
    expect(again.errors).toMatchObject([
      { code: 'identifier_already_signed_in', meta: { session_id: session.id } },
    ]);
  });

  it('gives the browser a new secret, so that a cookie planted before is worth nothing', async () => {
    const planted = app.browser();
    await planted.call('PUT', '/client');
    const victim = app.browser();
    for (const [name, value] of planted.cookies) victim.cookies.set(name, value);
    await victim.signIn('ada@example.test', 'correct horse');
    expect((await planted.call('GET', '/client')).response).toBeNull();
  });
});
