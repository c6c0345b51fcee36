import type { Verbs } from './verbs.ts';
import type { Hold } from './wire.ts';

/** Extends a hold while its work goes on. One that cannot be extended shows when it is captured. */
export function keepOpen(verbs: Verbs, hold: Hold, ttlSeconds: number): () => void {
  const ended = new AbortController();
  const extend = () => {
    const request = { userId: hold.userId, holdId: hold.id, ttlSeconds };
    verbs.extend(request, { signal: ended.signal }).catch(() => undefined);
  };
  const timer = setInterval(extend, (ttlSeconds * 1000) / 3);
  return () => {
    clearInterval(timer);
    ended.abort();
  };
}
