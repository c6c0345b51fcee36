import { Button } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './chat-log.module.css';
import { ChatMessage } from './chat-message.tsx';
import { sentenceOfChatError } from './chat-refused.ts';
import { Suggestions } from './suggestions.tsx';
import type { MeteredChat } from './use-metered-chat.ts';

const suggestions = [
  'What is a refund?',
  'Why can no credit be spent twice?',
  'How are prices decided?',
] as const;
const NEAR_END_PX = 48;

type ChatLogProps = { chat: MeteredChat; onRetry: () => void; onSuggestion: (suggestion: string) => void };

/** The messages. Follows the newest words unless the reader has scrolled up. */
export function ChatLog({ chat, onRetry, onSuggestion }: ChatLogProps) {
  const { messages, error, isAnswering, wasStopped } = chat;
  const logRef = useRef<HTMLElement>(null);
  const followsRef = useRef(true);

  useLayoutEffect(() => {
    const log = logRef.current;
    if (log && followsRef.current) log.scrollTop = log.scrollHeight;
  }, [messages, error]);

  const last = messages.at(-1);
  const hasNoAnswer = last?.role === 'user';
  return (
    <section
      ref={logRef}
      className={classes.log}
      aria-label={t('Conversation')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it
      tabIndex={0}
      onScroll={({ currentTarget: log }) => {
        followsRef.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX;
      }}
    >
      {!last && (
        <Suggestions
          title={t('No messages yet')}
          text={t(
            'Each answer is charged before the model is called, and refunded if it fails. Try one of these.',
          )}
          suggestions={suggestions.map((suggestion) => t(suggestion))}
          onPick={onSuggestion}
        />
      )}
      <ol className={classes.messages} aria-live="polite" aria-busy={isAnswering}>
        {messages.map((message) => (
          <ChatMessage key={message.id} message={message} isAnswering={isAnswering && message === last} />
        ))}
        {isAnswering && hasNoAnswer && (
          <li className={classes.note}>{t('Charging, then asking the model')}</li>
        )}
      </ol>
      {!isAnswering && wasStopped && hasNoAnswer && (
        <p className={classes.note}>{t('Stopped. Whatever was charged comes back by itself.')}</p>
      )}
      {error && hasNoAnswer && !isAnswering && (
        <div className={classes.problem} role="alert">
          <p className={classes.sentence}>{sentenceOfChatError(error)}</p>
          <Button variant="default" size="xs" onClick={onRetry}>
            {t('Try again')}
          </Button>
        </div>
      )}
    </section>
  );
}
