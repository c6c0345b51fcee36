import { generateText, streamText } from 'ai';
import { describe, expect, test } from 'vitest';
import { composeDemoAnswer, wordsOf } from './demo-answer.ts';
import { createDemoChatModel } from './demo-chat-model.ts';
import { demoOptions } from './demo-failure.ts';
import type { DemoFailure } from './schema.ts';
import { collect } from './test-support.ts';

const model = createDemoChatModel({ wordDelayMs: 0 });

async function stream(prompt: string, failure?: DemoFailure, abortSignal = new AbortController().signal) {
  const providerOptions = demoOptions(failure);
  const result = streamText({ model, prompt, providerOptions, abortSignal, onError: () => undefined });
  const parts = await collect(result.stream);
  const deltas = parts.flatMap((part) => (part.type === 'text-delta' ? [part.text] : []));
  return {
    types: parts.map((part) => part.type),
    deltas,
    finish: parts.find((part) => part.type === 'finish'),
  };
}

describe('the demo chat model', () => {
  test('streams the same words for the same prompt, one by one, and says that it is a demo', async () => {
    const first = await stream('What is a refund?');
    const again = await stream('What is a refund?');
    expect(first.deltas.length).toBeGreaterThan(20);
    expect(again.deltas).toEqual(first.deltas);
    expect(first.deltas.join('')).toBe(composeDemoAnswer('What is a refund?'));
    expect(first.deltas.join('')).toContain('demo model');
  });

  test('answers the same text when asked for all of it at once', async () => {
    const { text } = await generateText({ model, prompt: 'What is a hold?' });
    expect(text).toBe(composeDemoAnswer('What is a hold?'));
  });

  test('reports what it read and wrote', async () => {
    const { deltas, finish } = await stream('two words');
    expect(finish).toMatchObject({
      finishReason: 'stop',
      totalUsage: { inputTokens: 2, outputTokens: deltas.length },
    });
  });

  test('fails at the start without a word, and midway with half of them', async () => {
    const whole = await stream('prices');
    const atStart = await stream('prices', 'fail-at-start');
    const midway = await stream('prices', 'fail-midway');
    expect(atStart.types).toContain('error');
    expect(atStart.deltas).toEqual([]);
    expect(midway.types).toContain('error');
    expect(midway.deltas.length).toBe(Math.ceil(whole.deltas.length / 2));
  });

  test('hangs until its caller gives up', async () => {
    const { types, deltas } = await stream('prices', 'hang', AbortSignal.timeout(20));
    expect(types).toContain('abort');
    expect(deltas).toEqual([]);
  });
});

describe('the demo answer', () => {
  test.each([
    ['how do refunds work', 'exactly one spend'],
    ['why holds', 'sets credits aside'],
    ['paint me a picture', 'switch to Image'],
    ['quantum tunnelling', 'A real model would reason about that'],
  ])('to “%s” speaks of it', (prompt, expected) => {
    expect(composeDemoAnswer(prompt)).toContain(expected);
  });

  test('quotes the prompt on one line and cuts a long one between characters', () => {
    expect(composeDemoAnswer('one\n two')).toContain('“one two”');
    expect(composeDemoAnswer('🦀'.repeat(200))).toContain(`“${'🦀'.repeat(90)}…”`);
  });

  test('loses nothing when split into words', () => {
    const text = composeDemoAnswer('  a  b\n\n');
    expect(wordsOf(text).join('')).toBe(text);
    expect(wordsOf('  leading').join('')).toBe('  leading');
  });
});
