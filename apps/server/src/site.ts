import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import express, { Router } from 'express';
import { StartFailure } from './start-failure.ts';

/** The browser app, and what its pages may run and connect to besides our own origin. */
export type Site = {
  router: Router;
  scriptSources: string[];
  connectSources: string[];
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close?: () => Promise<void>;
};

/** Serves a built app: hashed assets for ever, every other page from its index.html. Throws StartFailure. */
export async function createBuiltSite(directory: string): Promise<Site> {
  const index = await readIndex(join(directory, 'index.html'));
  const router = Router();
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      redirect: false,
    }),
    (_req, res) => void res.sendStatus(404),
  );
  router.use(express.static(directory, { index: false, redirect: false, maxAge: '1h' }));
  router.use((req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    res.set('Cache-Control', 'no-cache').type('html').send(index);
  });
  return { router, scriptSources: listInlineScripts(index).map(hashSource), connectSources: [] };
}

async function readIndex(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new StartFailure(`The browser app is not built: ${path} is missing. Run "pnpm build".`, { cause });
  }
}

/** The scripts that the page itself contains, such as the one that sets the colours before the first paint. */
function listInlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script(?<attributes>[^>]*)>(?<code>[\s\S]*?)<\/script>/gi);
  return [...scripts].flatMap(({ groups }) =>
    groups?.code && !/\bsrc\s*=/.test(groups.attributes ?? '') ? [groups.code] : [],
  );
}

function hashSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
