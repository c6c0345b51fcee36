import { randomUUID } from 'node:crypto';
import type { BrowserContext, Cookie } from '@playwright/test';
import { toldServer } from '../env.ts';
import type { Account } from './server.ts';

/** Who is at the browser; a newcomer has just signed up, with the 100 credits of the sign-up grant and no entries else. */
export type Visitor = 'nobody' | 'newcomer' | 'user' | 'admin';

export const signUpCredits = 100;

export function inventAccount(): Account {
  return { email: `e2e-${randomUUID()}@example.net`, password: `pass-${randomUUID()}` };
}

/** Who has signed in once in this process stays signed in: checking a password takes a while, on purpose. */
const cookiesOf = new Map<'user' | 'admin', Cookie[]>();

/**
 * Signs the browser in with the calls that the sign-in screens make, which is ten times as fast as going through them;
 * the screens have tests of their own.
 */
export async function signInAs(context: BrowserContext, visitor: Visitor): Promise<void> {
  if (visitor === 'nobody') return;
  if (visitor === 'newcomer') {
    const { email, password } = inventAccount();
    return post(context, 'sign_ups', { email_address: email, password });
  }
  const known = cookiesOf.get(visitor);
  if (known) return context.addCookies(known);
  const { email: identifier, password } = toldServer().accounts[visitor];
  await post(context, 'sign_ins', { strategy: 'password', identifier, password });
  cookiesOf.set(visitor, await context.cookies());
}

async function post(context: BrowserContext, what: string, form: Record<string, string>): Promise<void> {
  const { origin } = toldServer();
  const response = await context.request.post(`${origin}/__clerk/v1/client/${what}`, {
    form,
    headers: { origin },
  });
  if (!response.ok())
    throw new Error(`Local sign-in answered ${response.status()}: ${await response.text()}`);
}
