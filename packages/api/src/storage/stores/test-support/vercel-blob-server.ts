import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const storeId = 'teststore';
export const vercelToken = `vercel_blob_rw_${storeId}_secret`;

type Stored = { bytes: Buffer; contentType: string; uploadedAt: Date };

export type Disturbance = 'none' | 'fails' | 'hangs';

export type VercelBlobServer = {
  apiUrl: string;
  objects: Map<string, Stored>;
  /** What it does to every request from now on. */
  disturb(disturbance: Disturbance): Promise<void>;
  close(): Promise<void>;
};

const ClientTerms = z.object({
  pathname: z.string(),
  maximumSizeInBytes: z.number(),
  allowedContentTypes: z.array(z.string()),
  validUntil: z.number(),
  allowOverwrite: z.boolean().optional(),
});
type ClientTerms = z.infer<typeof ClientTerms>;

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Speaks the part of Vercel Blob's wire format that `@vercel/blob` uses, and serves the objects itself. */
export async function startVercelBlobServer(): Promise<VercelBlobServer> {
  const objects = new Map<string, Stored>();
  let disturbance: Disturbance = 'none';
  const server: Server = createServer((req, res) => {
    if (disturbance === 'hangs') return;
    if (disturbance === 'fails') return void res.writeHead(500).end();
    answer(req, res, objects, originOf(server)).catch((error: unknown) => {
      if (!(error instanceof Refusal)) return void res.destroy();
      sendJson(res, error.status, { error: { code: error.code, message: error.message } });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    apiUrl: `${originOf(server)}/api`,
    objects,
    async disturb(next) {
      disturbance = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function originOf(server: Server): string {
  // A server that listens on a port has this kind of address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  objects: Map<string, Stored>,
  origin: string,
): Promise<void> {
  const url = new URL(req.url ?? '/', origin);
  const key = (urlOrPathname: string) => decodeURIComponent(urlOrPathname.replace(`${origin}/objects/`, ''));
  if (url.pathname.startsWith('/objects/')) return sendObject(req, res, objects.get(key(url.href)));
  const terms = readAuthorization(req);
  const describe = (pathname: string) => describeObject(objects, pathname, origin);
  if (req.method === 'PUT') {
    const pathname = url.searchParams.get('pathname') ?? '';
    await store(req, objects, pathname, terms);
    return sendJson(res, 200, describe(pathname));
  }
  if (terms) throw new Refusal(403, 'client_token_not_allowed');
  if (req.method === 'POST' && url.pathname === '/api/delete') {
    const { urls } = z.object({ urls: z.array(z.string()) }).parse(JSON.parse(String(await readAll(req))));
    for (const each of urls) objects.delete(key(each));
    return sendJson(res, 200, null);
  }
  const wanted = url.searchParams.get('url');
  if (wanted !== null) return sendJson(res, 200, describe(key(wanted)));
  sendJson(res, 200, listPage(url, objects, describe));
}

function listPage(url: URL, objects: Map<string, Stored>, describe: (pathname: string) => object) {
  const limit = Number(url.searchParams.get('limit') ?? 1000);
  const after = url.searchParams.get('cursor') ?? '';
  const names = [...objects.keys()].sort().filter((name) => name > after);
  const page = names.slice(0, limit);
  const hasMore = names.length > limit;
  return { blobs: page.map(describe), hasMore, ...(hasMore ? { cursor: page.at(-1) } : {}) };
}

async function store(
  req: IncomingMessage,
  objects: Map<string, Stored>,
  pathname: string,
  terms: ClientTerms | null,
): Promise<void> {
  const contentType = String(req.headers['x-content-type'] ?? 'application/octet-stream');
  const mayOverwrite = terms ? terms.allowOverwrite : req.headers['x-allow-overwrite'] === '1';
  if (terms && terms.pathname !== pathname)
    throw new Refusal(400, 'bad_request', '"pathname" does not match the token payload');
  if (terms && terms.validUntil < Date.now()) throw new Refusal(403, 'forbidden', 'Token expired');
  if (terms && !terms.allowedContentTypes.includes(contentType))
    throw new Refusal(400, 'bad_request', 'contentType is not allowed');
  if (objects.has(pathname) && !mayOverwrite)
    throw new Refusal(400, 'bad_request', 'This blob already exists');
  const bytes = await readAll(req);
  if (terms && bytes.length > terms.maximumSizeInBytes)
    throw new Refusal(400, 'bad_request', 'the file length cannot be greater than allowed');
  objects.set(pathname, { bytes, contentType, uploadedAt: new Date() });
}

/** Null for the store's own token, the terms for a token that a browser was given. */
function readAuthorization({ headers }: IncomingMessage): ClientTerms | null {
  const token = String(headers.authorization ?? '').replace(/^Bearer /, '');
  if (token === vercelToken) return null;
  const sealed = Buffer.from(token.replace(`vercel_blob_client_${storeId}_`, ''), 'base64').toString();
  const [signature = '', payload = ''] = sealed.split('.');
  const expected = createHmac('sha256', vercelToken).update(payload).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new Refusal(403, 'forbidden');
  return ClientTerms.parse(JSON.parse(Buffer.from(payload, 'base64').toString()));
}

function describeObject(objects: Map<string, Stored>, pathname: string, origin: string) {
  const found = objects.get(pathname);
  if (!found) throw new Refusal(404, 'not_found');
  const url = `${origin}/objects/${encodeURIComponent(pathname)}`;
  const { bytes, contentType, uploadedAt } = found;
  return { url, downloadUrl: url, pathname, contentType, size: bytes.length, uploadedAt, etag: '"1"' };
}

function sendObject(req: IncomingMessage, res: ServerResponse, found: Stored | undefined): void {
  if (req.headers.authorization !== `Bearer ${vercelToken}`) return void res.writeHead(403).end();
  if (!found) return void res.writeHead(404).end();
  const range = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '');
  if (!range) return void res.writeHead(200).end(found.bytes);
  res.writeHead(206).end(found.bytes.subarray(Number(range[1]), Number(range[2]) + 1));
}

/** @throws when the sender breaks off. */
async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
