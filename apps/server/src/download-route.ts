import { pipeline } from 'node:stream/promises';
import { openDownload, type ServiceContext } from '@scrip/api/server';
import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

/** A store that gives nothing for so long is given up. */
const idleMs = 30_000;

export function downloadRoute(deps: AppDeps): RequestHandler {
  return (req, res) => serveContent(contextOf(deps, res), req, res);
}

/** What a signed link gives. The link is the permission, so that a browser can load pictures and films with it. */
export async function serveContent(ctx: ServiceContext, req: Request, res: Response): Promise<void> {
  const { token } = req.query;
  const download = await openDownload(ctx, {
    token: typeof token === 'string' ? token : '',
    range: req.get('range'),
    ifRange: req.get('if-range'),
    ifNoneMatch: req.get('if-none-match'),
    withoutBody: req.method === 'HEAD',
  });
  res.status(download.status).set(download.headers);
  if (download.body === null || Buffer.isBuffer(download.body)) res.end(download.body ?? undefined);
  else await send(download.body, res);
}

async function send(
  body: NodeJS.ReadableStream & { destroy(error?: Error): void },
  res: Response,
): Promise<void> {
  const timer = setTimeout(() => body.destroy(new Error('The store stopped in the middle.')), idleMs);
  body.on('data', () => timer.refresh());
  res.on('drain', () => timer.refresh());
  try {
    await pipeline(body, res);
  } catch (error) {
    // Half a file is told by breaking the connection; a reader who goes away is no failure.
    if (!res.destroyed) res.destroy();
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
      throw error;
  } finally {
    clearTimeout(timer);
  }
}
