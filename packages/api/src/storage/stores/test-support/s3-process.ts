// A server of the S3 protocol that others wrote, so that our reading of the protocol does not test itself. It is a
// process of its own because it seals the cursors of its lists with DES, which OpenSSL allows only when told at start.
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import type { Disturbance } from './vercel-blob-server.ts';

const [directory = '', bucket = ''] = process.argv.slice(2);
const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name: bucket }] });
await s3.configureBuckets();
const inner = await listen(createServer(s3.callback()));
let disturbance: Disturbance = 'none';
const outer = createServer((req, res) => {
  if (disturbance === 'hangs') return;
  if (disturbance === 'fails') return void res.writeHead(500).end();
  forward(req, res).catch(() => res.destroy());
});

process.on('message', (next: Disturbance) => {
  disturbance = next;
  process.send?.('disturbed');
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: await listen(outer) });

/** Whole requests only: a request that is cut short leaves half an object in s3rver, and nothing in S3. */
async function forward(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await buffer(req);
  const { method, url: path, headers } = req;
  const passed = request({ port: inner, host: '127.0.0.1', method, path, headers });
  passed.on('response', (answer) => {
    res.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(res);
  });
  passed.on('error', () => res.destroy());
  passed.end(body);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A server that listens on a port has this kind of address.
  return (server.address() as AddressInfo).port;
}
