import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../test-support/app.ts';
import { plans } from '../test-support/billing.ts';
import { type Browser, currentSession } from '../test-support/browser.ts';

let app: TestApp;
let browser: Browser;
let clerkId: string;
beforeAll(async () => {
  app = await startTestApp();
  await app.clerk.setBillingPlans(Object.values(plans));
});
afterAll(() => app.close());
beforeEach(async () => {
  browser = app.browser();
  const answer = await browser.signUp(`${crypto.randomUUID()}@example.test`, 'long enough');
  clerkId = currentSession(answer).user.id;
});

function post(
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = { origin: app.origin },
) {
  const init = { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' } as const;
  return browser.fetch(`/__clerk${path}`, init);
}

const read = async (path: string) => (await browser.fetch(`/__clerk${path}`)).text();
const subscription = () => app.clerk.billing.findSubscription(clerkId);
const order = { plan: 'cplan_starter', period: 'month', card: 'works', return_to: '/plans' };

async function becomeAdmin(): Promise<void> {
  const email = `${crypto.randomUUID()}@example.test`;
  await app.clerk.createUser({ email, password: 'long enough', publicMetadata: { role: 'ADMIN' } });
  browser = app.browser();
  await browser.signIn(email, 'long enough');
}

it('a checkout says that it is local, what is due, and leads to a receipt', async () => {
  const page = await read('/checkout?plan=cplan_starter&period=annual&return_to=/plans');
  expect(page).toContain('no money moves');
  expect(page).toContain('$90.00');
  const bought = await post('/checkout', order);
  expect(bought.status).toBe(303);
  const receipt = bought.headers.get('location')?.replace('/__clerk', '') ?? '';
  expect(await read(receipt)).toMatch(/\$9\.00[\s\S]*Paid on[\s\S]*Active[\s\S]*href="\/plans"/);
  expect(subscription()).toMatchObject({ status: 'active' });
});

it('a declined card leads back to the checkout, which says so, and buys nothing', async () => {
  const declined = await post('/checkout', { ...order, card: 'declined' });
  const back = declined.headers.get('location')?.replace('/__clerk', '') ?? '';
  expect(await read(back)).toContain('The card was declined. Nothing was charged');
  expect(subscription()?.subscription_items).toMatchObject([{ status: 'incomplete' }]);
});

it('a user cancels and resumes their own subscription, and nobody else’s', async () => {
  await post('/checkout', order);
  const item = subscription()?.subscription_items[0]?.id ?? '';
  expect((await post('/subscription', { action: 'cancel', item })).status).toBe(303);
  expect(subscription()?.subscription_items[0]).toMatchObject({ status: 'canceled' });
  expect(await read('/subscription')).toContain('Resume');
  await post('/subscription', { action: 'resume', item });
  expect(subscription()?.subscription_items[0]).toMatchObject({ status: 'active' });
  const owner = browser;
  browser = app.browser();
  await browser.signUp(`${crypto.randomUUID()}@example.test`, 'long enough');
  expect((await post('/subscription', { action: 'cancel', item })).status).toBe(404);
  browser = owner;
  expect(subscription()?.subscription_items[0]).toMatchObject({ status: 'active' });
});

it.each([
  ['from another origin', { origin: 'http://evil.test' }],
  ['from a page that hides its origin', { origin: 'null' }],
  ['without saying where it comes from', {}],
])('a form %s changes nothing', async (_, headers) => {
  expect((await post('/checkout', order, headers)).status).toBe(403);
  expect(subscription()).toBeNull();
  await becomeAdmin();
  const before = app.clerk.billing.now();
  expect((await post('/billing', { action: 'advance', days: '30' }, headers)).status).toBe(403);
  expect(app.clerk.billing.now().getTime() - before.getTime()).toBeLessThan(60_000);
});

it('who is not signed in is sent to sign in; who is no admin does not reach the page for developers', async () => {
  expect((await browser.fetch('/__clerk/billing')).status).toBe(403);
  expect((await post('/billing', { action: 'hold' })).status).toBe(403);
  expect(app.clerk.billing.deliveries.isHeld()).toBe(false);
  browser = app.browser();
  const redirected = await browser.fetch('/__clerk/checkout?plan=cplan_pro', { redirect: 'manual' });
  expect(redirected.headers.get('location')).toBe(
    `/sign-in?redirect_url=${encodeURIComponent('/__clerk/checkout?plan=cplan_pro')}`,
  );
  expect((await post('/checkout', order)).status).toBe(303);
});

it.each(['//evil.test/x', 'https://evil.test', '/\\evil.test', 'javascript:alert(1)'])(
  'the way back never leads out of the app: %s',
  async (returnTo) => {
    const page = await read(`/checkout?plan=cplan_pro&return_to=${encodeURIComponent(returnTo)}`);
    expect(page).not.toContain('evil');
    expect(page).not.toContain('javascript:');
    expect(page).toContain('href="/"');
  },
);

it('pages run no script, cannot be framed, and refuse what does not fit in words', async () => {
  const response = await browser.fetch('/__clerk/checkout?plan=cplan_no');
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('There is no such plan.');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect((await post('/checkout', { plan: 'cplan_pro' })).status).toBe(422);
});

it('an admin plays time, payments and deliveries on the page for developers', async () => {
  const customer = clerkId;
  await becomeAdmin();
  const say = async (form: Record<string, string>) => {
    const response = await post('/billing', form);
    const location = response.headers.get('location');
    return location ? new URL(location, app.origin).searchParams.get('said') : response.status;
  };
  expect(await say({ action: 'hold' })).toBe('changed');
  const bought = await say({
    action: 'checkout',
    user: customer,
    plan: 'cplan_pro',
    period: 'month',
    card: 'works',
  });
  expect(bought).toBe('trial');
  const item = subscription()?.subscription_items[0]?.id ?? '';
  expect(await say({ action: 'extend', item })).toBe('changed');
  expect(await say({ action: 'decline', user: customer, count: '1' })).toBe('changed');
  expect(await say({ action: 'advance', days: '21' })).toBe('advanced');
  expect(subscription()).toMatchObject({ status: 'past_due' });
  expect(await say({ action: 'fail-again', item })).toBe('changed');
  expect(await say({ action: 'recover', item })).toBe('changed');
  expect(await say({ action: 'recover', item })).toBe(422);
  expect(subscription()).toMatchObject({ status: 'active' });
  expect(await say({ action: 'cancel', item })).toBe('changed');
  expect(await say({ action: 'next', user: customer })).toBe('advanced');
  expect(subscription()).toMatchObject({ status: 'ended' });
  expect(await say({ action: 'next', user: customer })).toBe('nothing');

  const [first, second] = app.clerk.billing.deliveries.list();
  expect(await say({ action: 'deliver', message: second?.id ?? '' })).toBe('accepted');
  expect(await say({ action: 'drop', message: first?.id ?? '' })).toBe('changed');
  expect(await say({ action: 'deliver', message: 'msg_no' })).toBe(404);
  expect(await say({ action: 'explode' })).toBe(422);
  const page = await read('/billing?said=<b>');
  expect([page.includes('subscriptionItem.active'), page.includes('<td>dropped</td>')]).toEqual([true, true]);
  expect(page.includes('<b>')).toBe(false);
});
