import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-support/app.ts';
import { currentSession, errorCode } from './test-support/browser.ts';

let app: TestApp;
let clock = Date.now();
let clerkId: string;
beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock) });
  ({ clerkId } = await app.clerk.createUser({ email: 'ada@example.test', password: 'correct horse' }));
});
afterAll(() => app.close());

function ticketOf(link: string): Record<string, string> {
  const url = new URL(link);
  expect([url.origin, url.pathname]).toEqual([app.origin, '/sign-in']);
  return { strategy: 'ticket', ticket: url.searchParams.get('__clerk_ticket') ?? '' };
}

it('a sign-in link signs its user in, exactly once, however many try at once', async () => {
  const form = ticketOf(app.clerk.createSignInLink(clerkId));
  const answers = await Promise.all(
    [1, 2, 3].map(() => app.browser().call('POST', '/client/sign_ins', form)),
  );
  const won = answers.filter((answer) => answer.status === 200);
  expect(won.map((answer) => currentSession(answer).user.id)).toEqual([clerkId]);
  expect(answers.filter((answer) => answer.status !== 200).map(errorCode)).toEqual([
    'sign_in_token_already_used_code',
    'sign_in_token_already_used_code',
  ]);
});

it('a sign-in link stays used after a restart, and an unused one stays good', async () => {
  const used = ticketOf(app.clerk.createSignInLink(clerkId));
  const fresh = ticketOf(app.clerk.createSignInLink(clerkId));
  await app.browser().call('POST', '/client/sign_ins', used);
  await app.restart();
  const codes = await Promise.all(
    [used, fresh].map((form) => app.browser().call('POST', '/client/sign_ins', form)),
  );
  expect(codes.map(errorCode)).toEqual(['sign_in_token_already_used_code', undefined]);
});

it('a sign-in link expires after an hour', async () => {
  const form = ticketOf(app.clerk.createSignInLink(clerkId));
  clock += 60 * 60 * 1000;
  expect(errorCode(await app.browser().call('POST', '/client/sign_ins', form))).toBe('ticket_expired_code');
});

it('a made-up ticket signs nobody in', async () => {
  const answer = await app
    .browser()
    .call('POST', '/client/sign_ins', { strategy: 'ticket', ticket: 'guess' });
  expect([answer.status, errorCode(answer)]).toEqual([400, 'ticket_invalid_code']);
});
