import { useSyncExternalStore } from 'react';

const INTERVAL_MS = 30_000;

let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date();
    for (const notify of listeners) notify();
  }, INTERVAL_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function currentTime(): Date {
  // With nobody listening the last tick may be long ago.
  if (timer === null && Date.now() - now.getTime() > INTERVAL_MS) now = new Date();
  return now;
}

/** The time, advancing in steps of half a minute; one timer serves every text on the screen. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, currentTime);
}
