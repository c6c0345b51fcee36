import { useChat } from '@ai-sdk/react';
import type { DemoFailure, PlaygroundMessage } from '@scrip/api';
import { DefaultChatTransport } from 'ai';
import { useState } from 'react';
import { authorization } from '../../trpc/client.ts';
import { fetchChat } from './chat-refused.ts';
import { fitMessages } from './fit-messages.ts';

function createTransport() {
  return new DefaultChatTransport<PlaygroundMessage>({
    api: '/api/playground/chat',
    headers: authorization,
    fetch: fetchChat,
    prepareSendMessagesRequest: ({ messages, body, headers }) => ({
      // A key for each request: an answer that failed is asked for, and charged, anew.
      body: { ...body, messages: fitMessages(messages), idempotencyKey: crypto.randomUUID() },
      ...(headers && { headers }),
    }),
  });
}

export type MeteredChat = ReturnType<typeof useMeteredChat>;

/** A chat whose answers are charged one by one. */
export function useMeteredChat() {
  const [transport] = useState(createTransport);
  const [wasStopped, setWasStopped] = useState(false);
  const chat = useChat<PlaygroundMessage>({ transport, throttle: 40 });
  const isAnswering = chat.status === 'submitted' || chat.status === 'streaming';

  const withFailure = (demoFailure: DemoFailure | null) => ({ body: demoFailure ? { demoFailure } : {} });
  return {
    messages: chat.messages,
    error: chat.error,
    isAnswering,
    /** The reader stopped the last answer. */
    wasStopped,
    send(text: string, demoFailure: DemoFailure | null) {
      setWasStopped(false);
      void chat.sendMessage({ text }, withFailure(demoFailure));
    },
    retry(demoFailure: DemoFailure | null) {
      setWasStopped(false);
      void chat.regenerate(withFailure(demoFailure));
    },
    stop() {
      setWasStopped(true);
      void chat.stop();
    },
    clear() {
      setWasStopped(false);
      chat.clearError();
      chat.setMessages([]);
    },
  };
}
