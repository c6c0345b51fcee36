type Step = (request: {
  path: string;
  inputs: Record<string, unknown>;
  init: RequestInit;
}) => Promise<Response>;

/** A fetch that answers its calls one after the other as told, and the last way from then on. */
export function scriptedFetch(...steps: Step[]) {
  const requests: { path: string; inputs: Record<string, unknown>; headers: Headers }[] = [];
  const send: typeof fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const body = typeof init.body === 'string' ? init.body : url.searchParams.get('input');
    const inputs: Record<string, unknown> = JSON.parse(body ?? '{}');
    const path = url.pathname.replace('/trpc/', '');
    requests.push({ path, inputs, headers: new Headers(init.headers) });
    const step = steps[Math.min(requests.length, steps.length) - 1];
    if (!step) throw new Error('No step is left.');
    return step({ path, inputs, init });
  };
  return { fetch: send, requests };
}

/** Each call of the request gets the same result. */
export const results =
  (data: unknown): Step =>
  async ({ inputs, path }) =>
    Response.json(path.split(',').map((_, index) => ({ result: { data: data ?? inputs[index] } })));

export const refusal =
  (httpStatus: number, domain: object | null, headers: Record<string, string> = {}): Step =>
  async ({ path }) =>
    Response.json(
      path
        .split(',')
        .map(() => ({ error: { message: 'No.', data: { httpStatus, domain, requestId: 'r1' } } })),
      { status: httpStatus, headers },
    );

export const page =
  (status: number, headers: Record<string, string> = {}): Step =>
  async () =>
    new Response(status === 304 ? null : '<html>', { status, headers });

export const cut: Step = () => Promise.reject(new TypeError('fetch failed'));

/** Answers only when aborted, as a connection that hangs does. */
export const hang: Step = ({ init }) =>
  new Promise((_, fail) => init.signal?.addEventListener('abort', () => fail(init.signal?.reason)));
