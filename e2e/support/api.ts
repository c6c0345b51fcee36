import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { toldServer } from '../env.ts';

type Answer = { status: number; body: unknown };

/** Calls a procedure as whoever is signed in to this browser, or as nobody, without a page in between. */
export async function callQuery(
  context: BrowserContext,
  procedure: string,
  input?: unknown,
): Promise<Answer> {
  const { origin } = toldServer();
  const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await context.request.get(`${origin}/trpc/${procedure}${search}`, {
    headers: await authorization(context),
  });
  return { status: response.status(), body: await response.json() };
}

export async function callMutation(
  context: BrowserContext,
  procedure: string,
  input: unknown,
): Promise<Answer> {
  const { origin } = toldServer();
  const response = await context.request.post(`${origin}/trpc/${procedure}`, {
    data: input,
    headers: { origin, ...(await authorization(context)) },
  });
  return { status: response.status(), body: await response.json() };
}

async function authorization(context: BrowserContext): Promise<Record<string, string>> {
  const { origin } = toldServer();
  const fapi = `${origin}/__clerk/v1/client`;
  const client = await (await context.request.get(fapi)).json();
  const session: string | undefined = client.response?.last_active_session_id;
  if (!session) return {};
  const token = await context.request.post(`${fapi}/sessions/${session}/tokens`, { headers: { origin } });
  return { authorization: `Bearer ${(await token.json()).jwt}` };
}

type Me = { result: { data: { id: string; email: string } } };

async function readMe(context: BrowserContext): Promise<Me['result']['data']> {
  const { body } = await callQuery(context, 'users.me');
  // The test that needs it fails at once when the answer has another shape.
  return (body as Me).result.data;
}

/** The user's id in the database. */
export async function userIdOf(context: BrowserContext): Promise<string> {
  return (await readMe(context)).id;
}

export async function emailOf(context: BrowserContext): Promise<string> {
  return (await readMe(context)).email;
}

/** Lets `admin` correct a balance, as the precondition of a test. */
export async function setBalance(
  admin: BrowserContext,
  userId: string,
  creditsRemaining: number,
): Promise<void> {
  const { status } = await callMutation(admin, 'credits.adjust', {
    userId,
    mode: 'absolute',
    creditsRemaining,
    reason: 'Precondition of a browser test',
    idempotencyKey: randomUUID(),
  });
  if (status !== 200) throw new Error(`The balance could not be set: ${status}.`);
}
