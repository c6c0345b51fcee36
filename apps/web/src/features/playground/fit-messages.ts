import { MAX_CHAT_BYTES, MAX_CHAT_MESSAGES, type PlaygroundMessage } from '@scrip/api';

type SentMessage = { role: 'user' | 'assistant'; parts: { type: 'text'; text: string }[] };

export function textOf(message: PlaygroundMessage): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

/** The newest messages that one request may carry; answers that failed without a word are left out. */
export function fitMessages(messages: PlaygroundMessage[]): SentMessage[] {
  const sent: SentMessage[] = [];
  let bytes = 0;
  for (const message of messages.toReversed()) {
    const text = textOf(message);
    if (message.role === 'system' || text.trim() === '') continue;
    bytes += bytesOf(text);
    // The newest one always goes along: if it alone is too long, the server's refusal says so.
    if (sent.length > 0 && (bytes > MAX_CHAT_BYTES || sent.length >= MAX_CHAT_MESSAGES)) break;
    sent.unshift({ role: message.role, parts: [{ type: 'text', text }] });
  }
  return sent;
}
