import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { streamChat } from '@scrip/api/server';
import express, { type Response as ExpressResponse, type RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

/** Chat streams, so it is a route of its own beside tRPC. */
export function chatRoute(deps: AppDeps): RequestHandler[] {
  return [
    express.json({ limit: '256kb' }),
    async (req, res) => {
      const closed = new AbortController();
      res.once('close', () => closed.abort());
      await send(await streamChat(contextOf(deps, res), { body: req.body, signal: closed.signal }), res);
    },
  ];
}

async function send(response: Response, res: ExpressResponse): Promise<void> {
  res.status(response.status).setHeaders(response.headers);
  if (!response.body) {
    res.end();
    return;
  }
  res.flushHeaders();
  try {
    // The same stream by two names: the DOM's type and Node's.
    await pipeline(Readable.fromWeb(response.body as ReadableStream), res);
  } catch (error) {
    // A reader who goes away is no failure; the answer is refunded by its signal.
    if (!res.destroyed) throw error;
  }
}
