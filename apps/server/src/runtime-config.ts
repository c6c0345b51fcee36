import type { RequestHandler } from 'express';
import type { AppDeps } from './deps.ts';

/** What the browser app must know before it starts: its build depends on no key. All of it is public. */
export type RuntimeConfig = {
  publishableKey: string;
  /** Where clerk-js finds local Clerk; null: at Clerk itself. */
  proxyUrl: string | null;
  isLocalSignIn: boolean;
  isDemoModel: boolean;
  version: string;
};

export function runtimeConfig({ clerk, playgroundModels, version }: AppDeps): RequestHandler {
  const config: RuntimeConfig = {
    publishableKey: clerk.publishableKey,
    proxyUrl: clerk.local?.path ?? null,
    isLocalSignIn: clerk.local !== null,
    isDemoModel: playgroundModels.isDemo,
    version,
  };
  return (_req, res) => void res.json(config);
}
