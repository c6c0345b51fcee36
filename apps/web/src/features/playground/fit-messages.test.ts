import { MAX_CHAT_BYTES, MAX_CHAT_MESSAGES, type PlaygroundMessage } from '@scrip/api';
import { expect, test } from 'vitest';
import { fitMessages } from './fit-messages.ts';

function message(role: 'user' | 'assistant', text: string): PlaygroundMessage {
  return { id: crypto.randomUUID(), role, parts: [{ type: 'text', text }] };
}

test('a long chat sends its newest messages, as many as are allowed', () => {
  const messages = Array.from({ length: 60 }, (_, index) =>
    message(index % 2 ? 'assistant' : 'user', `${index}`),
  );
  const sent = fitMessages(messages);
  expect(sent).toHaveLength(MAX_CHAT_MESSAGES);
  expect(sent.at(-1)?.parts).toEqual([{ type: 'text', text: '59' }]);
});

test('older messages stay behind when the text would be too long, counted in bytes', () => {
  const half = 'é'.repeat(MAX_CHAT_BYTES / 4);
  const sent = fitMessages([message('user', 'old'), message('assistant', half), message('user', half)]);
  expect(sent.map((each) => each.role)).toEqual(['assistant', 'user']);
});

test('the newest message is sent even if it alone is too long', () => {
  expect(fitMessages([message('user', 'x'.repeat(MAX_CHAT_BYTES + 1))])).toHaveLength(1);
});

test('an answer that failed without a word is not sent', () => {
  const failed: PlaygroundMessage = {
    id: 'a',
    role: 'assistant',
    parts: [
      { type: 'data-charge', data: { entryId: 'e', creditsUsed: 1, status: 'refunded', failure: 'failed' } },
    ],
  };
  expect(
    fitMessages([message('user', 'one'), failed, message('user', 'two')]).map((each) => each.role),
  ).toEqual(['user', 'user']);
});
