import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type EntriesExport, exportEntries, exportUsers, type UsersExport } from '@scrip/api/server';
import type { RequestHandler, Response } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

/** A download of any length, so it is a route of its own beside tRPC. */
export function exportEntriesRoute(deps: AppDeps): RequestHandler {
  return async (req, res) => send(await exportEntries(contextOf(deps, res), req.query), res);
}

/** Admins: the users that a filter of the list finds. */
export function exportUsersRoute(deps: AppDeps): RequestHandler {
  return async (req, res) => send(exportUsers(contextOf(deps, res), req.query), res);
}

async function send(
  { fileName, contentType, lines }: EntriesExport | UsersExport,
  res: Response,
): Promise<void> {
  res.attachment(fileName);
  res.set('Content-Type', contentType);
  try {
    await pipeline(Readable.from(lines, { objectMode: true, highWaterMark: 2 }), res);
  } catch (error) {
    // A reader who goes away is no failure. Any other breaks the connection off, so that half a file is not taken for all.
    if (!res.destroyed) throw error;
  }
}
