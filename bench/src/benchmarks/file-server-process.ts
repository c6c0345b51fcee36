// A server of files in a process of its own, so that its memory and its processor time are its own.
import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createStores, defaultLimits, getFileLink, type ServiceContext } from '@scrip/api/server';
import { createDatabase } from '@scrip/database';
import { serveContent, takeUpload } from '@scrip/server/files';
import express from 'express';

const [kind = '', ...args] = process.argv.slice(2);
const megabyte = 1024 * 1024;
let peak = 0;
const look = () => {
  peak = Math.max(peak, process.memoryUsage().rss);
};
setInterval(look, 5);

process.on('message', (question) => {
  if (question === 'reset') peak = 0;
  look();
  process.send?.(peak / megabyte);
});
process.on('disconnect', () => process.exit(0));

const server = createServer(kind === 'app' ? createOurs(args) : await createBare(args));
server.listen(0, '127.0.0.1', () => {
  // A server that listens on a port has this kind of address.
  process.send?.((server.address() as AddressInfo).port);
});

function createOurs([connectionString = '', userId = '', directory = '']: string[]): RequestListener {
  const quiet = () => undefined;
  const ctx: ServiceContext = {
    principal: { kind: 'user', userId, clerkUserId: userId, role: 'USER' },
    db: createDatabase({ connectionString }),
    now: () => new Date(),
    logger: { info: quiet, warn: quiet, error: quiet },
    storage: {
      stores: createStores({ directory, s3: null, vercelBlob: null }),
      provider: 'local',
      limits: { ...defaultLimits, quotaBytes: Number.MAX_SAFE_INTEGER, quotaFiles: 1_000_000 },
      linkKey: randomBytes(32),
      isMetered: false,
    },
  };
  const app = express();
  app.set('query parser', 'simple');
  app.post('/api/files', async (req, res) => {
    const { file } = await takeUpload(ctx, req, res);
    const { url } = await getFileLink(ctx, { id: file.id, disposition: 'attachment' });
    res.status(201).end(url);
  });
  app.get('/api/files/content', (req, res) => serveContent(ctx, req, res));
  return app;
}

async function createBare([directory = '']: string[]): Promise<RequestListener> {
  await mkdir(directory, { recursive: true });
  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    if (req.method === 'POST') {
      const name = randomUUID();
      await pipeline(req, createWriteStream(join(directory, name)));
      res.writeHead(201).end(`/${name}`);
      return;
    }
    await pipeline(createReadStream(join(directory, req.url ?? '')), res);
  };
  return (req, res) => void serve(req, res);
}
