import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { type DemoFailure, MAX_CHAT_BYTES } from '@scrip/api';
import { useRef, useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { ChatLog } from './chat-log.tsx';
import { Composer } from './composer.tsx';
import { FailureSelect } from './failure-select.tsx';
import { bytesOf } from './fit-messages.ts';
import type { MeteredChat } from './use-metered-chat.ts';
import { usePrice } from './use-price.ts';

type ChatPanelProps = { chat: MeteredChat; demoFailures: DemoFailure[] };

export function ChatPanel({ chat, demoFailures }: ChatPanelProps) {
  const [draft, setDraft] = useState('');
  const [failure, setFailure] = useState<DemoFailure | null>(null);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const { costCredits, obstacle } = usePrice('ai_text_chat');
  const stop = chat.isAnswering ? chat.stop : null;
  useHotkeys([['Escape', () => stop?.()]], []);

  function send() {
    chat.send(draft.trim(), failure);
    setDraft('');
  }

  const isTooLong = bytesOf(draft) > MAX_CHAT_BYTES;
  const newChat = (
    <Button variant="subtle" size="compact-sm" onClick={chat.clear} disabled={chat.isAnswering}>
      New chat
    </Button>
  );
  return (
    <Panel title="Chat" actions={chat.messages.length > 0 && newChat}>
      <ChatLog
        chat={chat}
        onRetry={() => chat.retry(failure)}
        onSuggestion={(suggestion) => {
          setDraft(suggestion);
          inputRef.current?.focus();
        }}
      />
      <Composer
        label="Message"
        placeholder="Ask about credits, refunds or prices"
        value={draft}
        onChange={setDraft}
        onSubmit={send}
        onStop={stop}
        submitLabel={costCredits === null ? 'Send' : `Send for ${formatCredits(costCredits)}`}
        obstacle={isTooLong ? `Too long: at most ${MAX_CHAT_BYTES / 1024} kB.` : obstacle}
        inputRef={inputRef}
      >
        {demoFailures.length > 0 && (
          <FailureSelect failures={demoFailures} value={failure} onChange={setFailure} />
        )}
      </Composer>
    </Panel>
  );
}
