import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportEntries } from '@scrip/api/server';
import type { RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

/** A download of any length, so it is a route of its own beside tRPC. */
export function exportRoute(deps: AppDeps): RequestHandler {
  return async (req, res) => {
    const { fileName, contentType, lines } = await exportEntries(contextOf(deps, res), req.query);
    res.attachment(fileName);
    res.set('Content-Type', contentType);
    try {
      await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 2 }), res);
    } catch (error) {
      // A reader who goes away is no failure. Any other breaks the connection off, so that half a file is not taken for all.
      if (!res.destroyed) throw error;
    }
  };
}
