import type { SharedV4ProviderOptions } from '@ai-sdk/provider';
import { DemoFailure } from './schema.ts';

const optionsKey = 'scripDemo';

export function demoOptions(failure: DemoFailure | undefined): SharedV4ProviderOptions {
  return failure ? { [optionsKey]: { failure } } : {};
}

export function demoFailureOf(options: SharedV4ProviderOptions | undefined): DemoFailure | null {
  return DemoFailure.nullable().parse(options?.[optionsKey]?.failure ?? null);
}

/** What the demo model throws when it was asked to fail: a provider's outage in miniature. */
export function demoOutage(): Error {
  return new Error('The demo model was asked to fail.');
}

/** Never resolves; rejects when the caller gives up. */
export function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
