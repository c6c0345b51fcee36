import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { AppDeps } from './deps.ts';

/** With real Clerk, the hosts that its documentation asks for; with local Clerk everything is our own origin. */
function clerkHosts({ publishableKey, local }: AppDeps['clerk']) {
  if (local) return { script: [], connect: [], image: [], frame: [] };
  const frontendApi = `https://${Buffer.from(publishableKey.split('_')[2] ?? '', 'base64')
    .toString()
    .replace(/\$$/, '')}`;
  const challenges = 'https://challenges.cloudflare.com';
  const protect = 'https://*.protect.clerk.com';
  return {
    script: [frontendApi, challenges, protect],
    connect: [frontendApi, `${protect}:*`],
    image: ['https://img.clerk.com'],
    frame: [challenges, protect],
  };
}

/** Where browsers send files without passing through this server. */
function storeOrigins({ stores, provider }: AppDeps['storage']): string[] {
  const direct = stores.get(provider)?.direct;
  return direct ? [direct.origin] : [];
}

export function securityHeaders({ clerk, site, storage, authorizedParties }: AppDeps): RequestHandler {
  const hosts = clerkHosts(clerk);
  const isHttps = authorizedParties.some((origin) => origin.startsWith('https:'));
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...(site?.scriptSources ?? []), ...hosts.script],
        connectSrc: ["'self'", ...(site?.connectSources ?? []), ...hosts.connect, ...storeOrigins(storage)],
        // Generated pictures are data URLs, previews of files are blobs.
        imgSrc: ["'self'", 'data:', 'blob:', ...hosts.image],
        // Clerk's components and Mantine write styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", ...hosts.frame],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: isHttps,
    // Sign-in with another provider opens a window that must be able to report back.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
  });
}
