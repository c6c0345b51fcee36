// A server of the S3 protocol that others wrote, so that our reading of the protocol does not test itself. It is a
// process of its own because it seals the cursors of its lists with DES, which OpenSSL allows only when told at start.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import S3rver from 's3rver';
import type { Disturbance } from './vercel-blob-server.ts';

const [directory = '', bucket = ''] = process.argv.slice(2);
const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name: bucket }] });
await s3.configureBuckets();
const serve = s3.callback();
let disturbance: Disturbance = 'none';

const server = createServer((req, res) => {
  if (disturbance === 'hangs') return;
  if (disturbance === 'fails') return void res.writeHead(500).end();
  serve(req, res);
});
process.on('message', (next: Disturbance) => {
  disturbance = next;
  process.send?.('disturbed');
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  process.send?.({ port });
});
