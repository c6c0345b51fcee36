import { setTimeout as delay } from 'node:timers/promises';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider';
import { composeDemoAnswer, wordsOf } from './demo-answer.ts';
import { demoFailureOf, demoOutage, hang } from './demo-failure.ts';
import type { DemoFailure } from './schema.ts';

const stop: LanguageModelV4FinishReason = { unified: 'stop', raw: 'stop' };

function textsOf(prompt: LanguageModelV4Prompt, role?: 'user'): string[] {
  return prompt
    .filter((message) => role === undefined || message.role === role)
    .map((message) =>
      typeof message.content === 'string'
        ? message.content
        : message.content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
    );
}

/** A token of the demo model is a word. */
function usageOf(prompt: LanguageModelV4Prompt, words: string[]): LanguageModelV4Usage {
  const inputTokens = textsOf(prompt).reduce((sum, text) => sum + wordsOf(text).length, 0);
  return {
    inputTokens: { total: inputTokens, noCache: inputTokens, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: words.length, text: words.length, reasoning: 0 },
  };
}

function planAnswer(options: LanguageModelV4CallOptions, failure: DemoFailure | null): string[] {
  if (failure === 'empty') return [];
  const words = wordsOf(composeDemoAnswer(textsOf(options.prompt, 'user').at(-1) ?? ''));
  return failure === 'fail-midway' ? words.slice(0, Math.ceil(words.length / 2)) : words;
}

async function* streamAnswer(
  options: LanguageModelV4CallOptions,
  failure: DemoFailure | null,
  wordDelayMs: number,
): AsyncGenerator<LanguageModelV4StreamPart> {
  const { abortSignal: signal } = options;
  yield { type: 'stream-start', warnings: [] };
  if (failure === 'hang') await hang(signal);
  const words = planAnswer(options, failure);
  const id = 'answer';
  yield { type: 'text-start', id };
  for (const word of words) {
    if (wordDelayMs > 0) await delay(wordDelayMs, undefined, signal ? { signal } : {});
    signal?.throwIfAborted();
    yield { type: 'text-delta', id, delta: word };
  }
  const usage = usageOf(options.prompt, words);
  if (failure === 'fail-midway') {
    yield { type: 'error', error: demoOutage() };
    yield { type: 'finish', finishReason: { unified: 'error', raw: undefined }, usage };
    return;
  }
  yield { type: 'text-end', id };
  yield { type: 'finish', finishReason: stop, usage };
}

/** `ReadableStream.from` is not in the DOM's types, which the web app checks this file with. */
function toStream<Part>(parts: AsyncGenerator<Part>): ReadableStream<Part> {
  return new ReadableStream<Part>({
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    // Not awaited: a model that hangs would hold up whoever cancels.
    cancel: () => void parts.return(undefined),
  });
}

/** A language model that needs no key: it answers from a few set texts, word by word, and fails when asked to. */
export function createDemoChatModel({ wordDelayMs }: { wordDelayMs: number }): LanguageModelV4 {
  return {
    specificationVersion: 'v4',
    provider: 'scrip-demo',
    modelId: 'demo-chat',
    supportedUrls: {},

    async doGenerate(options) {
      const failure = demoFailureOf(options.providerOptions);
      if (failure === 'fail-at-start' || failure === 'fail-midway') throw demoOutage();
      if (failure === 'hang') await hang(options.abortSignal);
      const words = planAnswer(options, failure);
      const text = words.join('');
      return {
        content: text ? [{ type: 'text', text }] : [],
        finishReason: stop,
        usage: usageOf(options.prompt, words),
        warnings: [],
      };
    },

    async doStream(options) {
      const failure = demoFailureOf(options.providerOptions);
      if (failure === 'fail-at-start') throw demoOutage();
      return { stream: toStream(streamAnswer(options, failure, wordDelayMs)) };
    },
  };
}
