import { z } from 'zod';

const Token = z.object({ jwt: z.string() });
const Session = z.object({
  id: z.string(),
  status: z.string(),
  user: z.looseObject({ id: z.string() }),
  last_active_token: Token,
});
const Client = z.object({
  id: z.string(),
  sessions: z.array(Session),
  last_active_session_id: z.string().nullable(),
});
const ClerkAnswer = z.object({
  response: z.record(z.string(), z.unknown()).nullish(),
  client: Client.nullish(),
  errors: z.array(z.object({ code: z.string(), meta: z.record(z.string(), z.unknown()) })).optional(),
});

export type Answer = z.infer<typeof ClerkAnswer> & { status: number; headers: Headers };
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Speaks to the Frontend API as clerk-js does: form posts, tunnelled methods, a cookie jar of its own. */
export class Browser {
  readonly origin: string;
  readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(`${this.origin}${path}`, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = decodeURIComponent(pair.slice(name.length + 1));
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async send(method: Method, path: string, form: Record<string, string> = {}): Promise<Response> {
    const url = new URL(`/__clerk/v1${path}`, this.origin);
    if (method === 'GET') return this.fetch(url.pathname + url.search);
    if (method !== 'POST') url.searchParams.set('_method', method);
    const body = new URLSearchParams(form);
    return this.fetch(url.pathname + url.search, { method: 'POST', body, headers: { origin: this.origin } });
  }

  async call(method: Method, path: string, form: Record<string, string> = {}): Promise<Answer> {
    const response = await this.send(method, path, form);
    return {
      ...ClerkAnswer.parse(await response.json()),
      status: response.status,
      headers: response.headers,
    };
  }

  signUp(email: string, password: string, names: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', '/client/sign_ups', { email_address: email, password, ...names });
  }

  signIn(identifier: string, password: string): Promise<Answer> {
    return this.call('POST', '/client/sign_ins', { strategy: 'password', identifier, password });
  }

  async token(sessionId: string): Promise<{ status: number; jwt: string | null }> {
    const response = await this.send('POST', `/client/sessions/${sessionId}/tokens`);
    const token = Token.safeParse(await response.json());
    return { status: response.status, jwt: token.success ? token.data.jwt : null };
  }
}

/** The session that an answer made current; throws when it made none. */
export function currentSession(answer: Answer): z.infer<typeof Session> {
  const session = answer.client?.sessions.find(({ id }) => id === answer.client?.last_active_session_id);
  if (!session) throw new Error(`no session in ${JSON.stringify(answer)}`);
  return session;
}

export function errorCode(answer: Answer): string | undefined {
  return answer.errors?.[0]?.code;
}
