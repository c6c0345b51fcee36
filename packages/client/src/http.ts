import { type Answer, readAnswers, readRetryAfter } from './answers.ts';
import { ScripUnavailable } from './errors.ts';

export type Kind = 'query' | 'mutation';
export type Call = { path: string; kind: Kind; input: unknown };

export type Http = {
  url: string;
  authorize: () => Promise<string | null> | string | null;
  fetch: typeof fetch;
};

/**
 * Sends calls of one kind in one request.
 *
 * @throws ScripUnavailable where no answer came back.
 */
export async function sendCalls(http: Http, calls: Call[], signal: AbortSignal): Promise<Answer[]> {
  try {
    const response = await request(http, calls, signal);
    const body = await response.text();
    const meta = {
      status: response.status,
      retryAfter: readRetryAfter(response.headers.get('retry-after')),
    };
    return readAnswers(parseJson(body), calls.length, meta);
  } catch (cause) {
    throw new ScripUnavailable('Scrip cannot be reached.', { cause });
  }
}

async function request(http: Http, calls: Call[], signal: AbortSignal): Promise<Response> {
  const paths = calls.map(({ path }) => path).join(',');
  const inputs = JSON.stringify(Object.fromEntries(calls.map(({ input }, index) => [index, input])));
  const token = await http.authorize();
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  // A redirect could lead the key elsewhere: it is taken for an answer, and not followed.
  const init: RequestInit = { headers, signal, redirect: 'manual' };
  // Called by its own name: some platforms refuse a fetch that is called as a method of another object.
  const { fetch } = http;
  if (calls[0]?.kind === 'query') {
    return fetch(`${http.url}/${paths}?batch=1&input=${encodeURIComponent(inputs)}`, init);
  }
  headers['content-type'] = 'application/json';
  return fetch(`${http.url}/${paths}?batch=1`, { ...init, method: 'POST', body: inputs });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
