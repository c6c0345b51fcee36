import { SegmentedControl } from '@mantine/core';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { PagePending } from '../../shell/page-pending.tsx';
import { trpc } from '../../trpc/trpc.ts';
import { AboutModel } from './about-model.tsx';
import { ChatPanel } from './chat-panel.tsx';
import { ImagePanel } from './image-panel.tsx';
import classes from './playground.module.css';
import { RecentEntries } from './recent-entries.tsx';
import { useDraft } from './use-draft.ts';
import { useImage } from './use-image.ts';
import { useMeteredChat } from './use-metered-chat.ts';

export type PlaygroundMode = 'chat' | 'image';

type PlaygroundProps = { mode: PlaygroundMode; onModeChange: (mode: PlaygroundMode) => void };

/** Chat and pictures that are charged while you watch. What runs goes on while the other panel is open. */
export function Playground({ mode, onModeChange }: PlaygroundProps) {
  const config = trpc.playground.config.useQuery(undefined, { staleTime: Number.POSITIVE_INFINITY });
  const chat = useMeteredChat();
  const image = useImage();
  const chatDraft = useDraft();
  const imageDraft = useDraft();

  if (config.isPending) return <PagePending />;
  if (config.isError) {
    return (
      <QueryError
        title={t('The playground failed to load')}
        error={config.error}
        onRetry={() => void config.refetch()}
        isRetrying={config.isFetching}
      />
    );
  }
  const { demoFailures } = config.data;
  const modes = (
    <SegmentedControl
      aria-label={t('What to make')}
      value={mode}
      onChange={(value) => onModeChange(value === 'image' ? 'image' : 'chat')}
      data={[
        { value: 'chat', label: t('Chat') },
        { value: 'image', label: t('Image') },
      ]}
    />
  );
  return (
    <>
      <PageHeader
        title={t('Playground')}
        text={t('Spend credits on a metered model, and watch the balance follow.')}
        actions={modes}
      />
      <div className={classes.columns}>
        {mode === 'chat' ? (
          <ChatPanel chat={chat} draft={chatDraft} demoFailures={demoFailures} />
        ) : (
          <ImagePanel image={image} draft={imageDraft} demoFailures={demoFailures} />
        )}
        <div className={classes.aside}>
          <RecentEntries />
          <AboutModel config={config.data} />
        </div>
      </div>
    </>
  );
}
