import { type ConnectionOptions, createCaller } from './caller.ts';
import { createOwnVerbs, createVerbs, type OwnVerbs, type Verbs } from './verbs.ts';

export type ScripOptions = ConnectionOptions & {
  /** Of an app or of a user; a secret that no page may hold. */
  apiKey: string;
};

export type OwnScripOptions = ConnectionOptions & {
  /** A fresh session token of the signed-in user, asked for before each request; null when signed out. */
  getToken: () => Promise<string | null> | string | null;
};

/**
 * Talks to Scrip with an API key, or in a browser with the token of the signed-in user, who then acts for their own
 * account. A call is tried again under its key where that is safe, and is carried out at most once; calls of one tick
 * travel in one request.
 *
 * @throws from each call: ScripError for a refusal, ScripUnavailable without an answer, the signal's reason when aborted.
 */
export function createScrip(options: ScripOptions): Verbs;
export function createScrip(options: OwnScripOptions): OwnVerbs;
export function createScrip(options: ScripOptions | OwnScripOptions): Verbs | OwnVerbs {
  if ('apiKey' in options) {
    const { apiKey } = options;
    return createVerbs(createCaller(options, () => apiKey));
  }
  return createOwnVerbs(createCaller(options, options.getToken));
}
