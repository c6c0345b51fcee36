import { setTimeout as delay } from 'node:timers/promises';
import type { ImageModelV4 } from '@ai-sdk/provider';
import { demoFailureOf, demoOutage, hang } from './demo-failure.ts';
import { paintNote } from './demo-picture.ts';
import { encodePng } from './png.ts';

/** An image model that needs no key: it engraves a note whose pattern the prompt decides, and fails when asked to. */
export function createDemoImageModel({ paintingMs }: { paintingMs: number }): ImageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'scrip-demo',
    modelId: 'demo-engraver',
    maxImagesPerCall: 1,

    async doGenerate({ prompt = '', abortSignal: signal, providerOptions }) {
      const failure = demoFailureOf(providerOptions);
      if (failure === 'fail-at-start') throw demoOutage();
      if (failure === 'hang') await hang(signal);
      if (paintingMs > 0) await delay(paintingMs, undefined, signal ? { signal } : {});
      if (failure === 'fail-midway') throw demoOutage();
      signal?.throwIfAborted();
      const inputTokens = prompt.split(/\s+/).filter(Boolean).length;
      return {
        images: failure === 'empty' ? [] : [encodePng(paintNote(prompt))],
        isRetryable: false,
        warnings: [],
        response: { timestamp: new Date(), modelId: 'demo-engraver', headers: undefined },
        usage: { inputTokens, outputTokens: undefined, totalTokens: inputTokens },
      };
    },
  };
}
