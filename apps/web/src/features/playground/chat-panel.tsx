import { Button, Group } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type DemoFailure, MAX_CHAT_BYTES } from '@scrip/api';
import { useRef } from 'react';
import { Panel } from '../../components/panel.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { ChatLog } from './chat-log.tsx';
import { Composer } from './composer.tsx';
import { DemoBadge } from './demo-badge.tsx';
import { FailureSelect } from './failure-select.tsx';
import { bytesOf } from './fit-messages.ts';
import type { Draft } from './use-draft.ts';
import type { MeteredChat } from './use-metered-chat.ts';
import { usePrice } from './use-price.ts';

type ChatPanelProps = { chat: MeteredChat; draft: Draft; demoFailures: DemoFailure[] };

export function ChatPanel({ chat, draft, demoFailures }: ChatPanelProps) {
  const { text, setText, failure, setFailure } = draft;
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const { costCredits, obstacle } = usePrice('ai_text_chat');
  const stop = chat.isAnswering ? chat.stop : null;
  useHotkeys([['Escape', () => stop?.()]], []);

  function send() {
    chat.send(text.trim(), failure);
    setText('');
  }

  const isTooLong = bytesOf(text) > MAX_CHAT_BYTES;
  const isDemo = demoFailures.length > 0;
  const actions = (
    <Group gap="xs">
      {chat.messages.length > 0 && !chat.isAnswering && (
        <Button variant="default" size="compact-sm" onClick={chat.clear}>
          {t('New chat')}
        </Button>
      )}
      {isDemo && <DemoBadge />}
    </Group>
  );
  return (
    <Panel title={t('Chat')} actions={actions}>
      <ChatLog
        chat={chat}
        onRetry={() => chat.retry(failure)}
        onSuggestion={(suggestion) => {
          setText(suggestion);
          inputRef.current?.focus();
        }}
      />
      <Composer
        label={t('Message')}
        placeholder={t('Ask about credits, refunds or prices')}
        value={text}
        onChange={setText}
        onSubmit={send}
        onStop={stop}
        submitLabel={
          costCredits === null ? t('Send') : t('Send for {credits}', { credits: formatCredits(costCredits) })
        }
        obstacle={isTooLong ? t('Too long: at most {count} kB.', { count: MAX_CHAT_BYTES / 1024 }) : obstacle}
        inputRef={inputRef}
      >
        {isDemo && <FailureSelect failures={demoFailures} value={failure} onChange={setFailure} />}
      </Composer>
    </Panel>
  );
}
