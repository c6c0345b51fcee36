import { type Caller, type CallOptions, createKey } from './caller.ts';
import { isScripError, type ScripError, ScripUnavailable } from './errors.ts';
import type { OfUser, SpendRequest } from './requests.ts';
import { createVerbs } from './verbs.ts';
import type { EntryReceipt } from './wire.ts';

/** A use that was allowed without an answer of Scrip: whether it is charged already is unknown. */
export type LetThrough = {
  letThrough: true;
  at: string;
  request: OfUser & SpendRequest & { idempotencyKey: string };
};

export type FailOpenOptions = {
  /** Whose spends pass while Scrip cannot be reached; all others fail. */
  features: string[];
  onLetThrough: (spend: LetThrough) => void;
  onCharged?: (spend: LetThrough, receipt: EntryReceipt) => void;
  /** Scrip answered that it cannot be charged, such as for lack of credits: nobody will try again. */
  onRefused: (spend: LetThrough, error: ScripError) => void;
  /** Without it, what was let through is kept in memory only and is lost with the process. */
  store?: { load(): Promise<LetThrough[]>; save(all: LetThrough[]): Promise<void> };
};

/** These say nothing about the spend: it is tried again. */
const otherReasons = ['UNAVAILABLE', 'RATE_LIMITED', 'UNAUTHENTICATED', 'FORBIDDEN'];

/** Keeps what was let through, and charges it under its own key as soon as any call is answered. */
export function createFailOpen(call: Caller, options: FailOpenOptions) {
  const { features, onLetThrough, onCharged, onRefused, store } = options;
  const verbs = createVerbs(call);
  const kept: LetThrough[] = [];
  let settling: Promise<void> | null = null;
  const loaded = Promise.resolve(store?.load()).then((before = []) => void kept.unshift(...before));
  // Whoever needs it waits for it, and sees why it failed.
  loaded.catch(() => undefined);

  async function settleAll(): Promise<void> {
    await loaded;
    for (const spend of [...kept]) {
      const outcome = await verbs.spend(spend.request).catch((error: unknown) => error as ScripError);
      if (outcome instanceof Error && !isScripError(outcome)) throw outcome;
      if (outcome instanceof Error && otherReasons.includes(outcome.code)) return;
      kept.splice(kept.indexOf(spend), 1);
      await store?.save([...kept]);
      if (outcome instanceof Error) onRefused(spend, outcome);
      else onCharged?.(spend, outcome);
    }
  }

  function settle(): Promise<void> {
    settling ??= settleAll().finally(() => {
      settling = null;
    });
    return settling;
  }

  /** Fails where it cannot be kept: what is forgotten would never be charged. */
  async function letThrough(request: LetThrough['request']): Promise<LetThrough> {
    await loaded;
    const spend: LetThrough = { letThrough: true, at: new Date().toISOString(), request };
    await store?.save([...kept, spend]);
    kept.push(spend);
    onLetThrough(spend);
    return spend;
  }

  const noticing: Caller = async <Result>(...asked: Parameters<Caller>) => {
    const answer = await call<Result>(...asked);
    if (kept.length > 0) settle().catch(() => undefined);
    return answer;
  };

  async function spend(
    request: OfUser & SpendRequest,
    how?: CallOptions,
  ): Promise<EntryReceipt | LetThrough> {
    const whole = { ...request, idempotencyKey: request.idempotencyKey ?? createKey() };
    try {
      return await createVerbs(noticing).spend(whole, how);
    } catch (error) {
      if (!(error instanceof ScripUnavailable) || !features.includes(request.featureKey)) throw error;
      return letThrough(whole);
    }
  }

  return { call: noticing, spend, settle };
}
