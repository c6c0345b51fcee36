import { createServer as createUpgradeTarget } from 'node:http';
import { Router } from 'express';
import { createServer } from 'vite';
import type { Site } from './site.ts';

/** Serves the browser app from its sources, with hot reload on our own origin. */
export async function createDevSite(root: string): Promise<Site> {
  // Vite wants the server whose upgrades it may answer; ours exist only later, and are two.
  const upgrades = createUpgradeTarget();
  const vite = await createServer({
    root,
    appType: 'spa',
    server: { middlewareMode: true, hmr: { server: upgrades } },
    logLevel: 'warn',
  });
  return {
    router: Router().use(vite.middlewares),
    // Its pages carry the client's start-up code inline.
    scriptSources: ["'unsafe-inline'"],
    connectSources: ['ws:'],
    onUpgrade: (request, socket, head) => void upgrades.emit('upgrade', request, socket, head),
    close: () => vite.close(),
  };
}
