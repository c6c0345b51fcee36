import { median } from './benchmark.ts';

/** Runs `count` calls, `concurrency` at a time, and tells how many were done per second. */
export async function rate(
  { count, concurrency }: { count: number; concurrency: number },
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < count) await call(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count / ((performance.now() - startedAt) / 1_000);
}

/** Runs `count` calls one after the other and tells how many milliseconds half of them took at most. */
export async function medianMs(count: number, call: (index: number) => Promise<unknown>): Promise<number> {
  return median(await timesOf(count, call));
}

/** The same for another share of the calls than half. */
export async function percentileMs(
  share: number,
  count: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  const times = (await timesOf(count, call)).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

async function timesOf(count: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    await call(index);
    times.push(performance.now() - startedAt);
  }
  return times;
}
