import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';

const YEAR_SECONDS = 31_536_000;

type BrowserPackage = { distribution: string; version: string };

const require = createRequire(import.meta.url);

function browserPackage(entry: string): BrowserPackage {
  const distribution = dirname(entry);
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(distribution), 'package.json'), 'utf8'));
  return { distribution, version: z.object({ version: z.string() }).parse(manifest).version };
}

/**
 * A chunk carries a content hash and its version in its name, so it can be kept for good. The entry files are asked
 * for by major version only: they are kept too, but checked again on each load.
 */
function servePackage({ distribution, version }: BrowserPackage): RequestHandler {
  return express.static(distribution, {
    index: false,
    redirect: false,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders(res, path) {
      const isForGood = path.endsWith(`_${version}.js`) || res.req.baseUrl.endsWith(`@${version}/dist`);
      res.setHeader(
        'Cache-Control',
        isForGood ? `public, max-age=${YEAR_SECONDS}, immutable` : 'public, no-cache',
      );
    },
  });
}

/** The prebuilt browser files, at the addresses where ClerkProvider looks for them below its `proxyUrl`. */
export function assetsRouter(): Router {
  const router = Router();
  router.use(
    '/@clerk/clerk-js@:version/dist',
    servePackage(browserPackage(require.resolve('@clerk/clerk-js'))),
  );
  router.use('/@clerk/ui@:version/dist', servePackage(browserPackage(require.resolve('@clerk/ui'))));
  router.use((_req, res) => void res.sendStatus(404));
  return router;
}
