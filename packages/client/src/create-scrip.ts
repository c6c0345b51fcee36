import { type Caller, type ConnectionOptions, createCaller } from './caller.ts';
import { createFailOpen, type FailOpenOptions } from './fail-open.ts';
import { type Meter, type MeteredFeature, type MeteredOptions, runMetered } from './metered.ts';
import { createOwnVerbs, createVerbs, type OwnVerbs, type Verbs } from './verbs.ts';

export type ScripOptions = ConnectionOptions & {
  /** Of an app or of a user; a secret that no page may hold. */
  apiKey: string;
};

export type OwnScripOptions = ConnectionOptions & {
  /** A fresh session token of the signed-in user, asked for before each request; null when signed out. */
  getToken: () => Promise<string | null> | string | null;
};

export type Scrip = Verbs & {
  /**
   * Holds the price of a feature, runs the work, and charges what it used; releases the hold where the work fails or is
   * aborted. When the process dies, the hold expires. Without an answer of Scrip the work is not run, and its result is
   * not handed out.
   */
  metered<Result>(
    userId: string,
    feature: string | MeteredFeature,
    work: (meter: Meter) => Promise<Result> | Result,
    options?: MeteredOptions,
  ): Promise<Result>;
};

type FailOpen = ReturnType<typeof createFailOpen>;

export type FailOpenScrip = Omit<Scrip, 'spend'> & {
  /** Charges one use, once per key; without an answer, lets the features through that were named for it. */
  spend: FailOpen['spend'];
  /** Charges what was let through, as the next call that is answered would. */
  settle: FailOpen['settle'];
};

/**
 * Talks to Scrip with an API key, or in a browser with the token of the signed-in user, who then acts for their own
 * account. A call is tried again under its key where that is safe, and is carried out at most once; calls of one tick
 * travel in one request.
 *
 * @throws from each call: ScripError for a refusal, ScripUnavailable without an answer, the signal's reason when aborted.
 */
export function createScrip(options: ScripOptions & { failOpen: FailOpenOptions }): FailOpenScrip;
export function createScrip(options: ScripOptions): Scrip;
export function createScrip(options: OwnScripOptions): OwnVerbs;
export function createScrip(
  options: (ScripOptions & { failOpen?: FailOpenOptions }) | OwnScripOptions,
): Scrip | FailOpenScrip | OwnVerbs {
  if ('apiKey' in options) {
    const { apiKey } = options;
    const call = createCaller(options, () => apiKey);
    if (!options.failOpen) return withMetered(call);
    const { call: noticing, spend, settle } = createFailOpen(call, options.failOpen);
    return { ...withMetered(noticing), spend, settle };
  }
  return createOwnVerbs(createCaller(options, options.getToken));
}

function withMetered(call: Caller): Scrip {
  return {
    ...createVerbs(call),
    metered: (userId, feature, work, how = {}) => runMetered(call, userId, feature, work, how),
  };
}
