import { useHotkeys } from '@mantine/hooks';
import { type DemoFailure, MAX_PROMPT_LENGTH } from '@scrip/api';
import { useRef } from 'react';
import { Panel } from '../../components/panel.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { Composer } from './composer.tsx';
import { DemoBadge } from './demo-badge.tsx';
import { FailureSelect } from './failure-select.tsx';
import { ImageFrame } from './image-frame.tsx';
import type { Draft } from './use-draft.ts';
import type { useImage } from './use-image.ts';
import { usePrice } from './use-price.ts';

type ImagePanelProps = { image: ReturnType<typeof useImage>; draft: Draft; demoFailures: DemoFailure[] };

export function ImagePanel({ image, draft, demoFailures }: ImagePanelProps) {
  const { text: prompt, setText: setPrompt, failure, setFailure } = draft;
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const { costCredits, obstacle } = usePrice('ai_image_generation');
  const stop = image.isPainting ? image.stop : null;
  useHotkeys([['Escape', () => stop?.()]], []);

  const isDemo = demoFailures.length > 0;
  const isTooLong = prompt.length > MAX_PROMPT_LENGTH;
  return (
    <Panel title={t('Image')} actions={isDemo && <DemoBadge />}>
      <ImageFrame
        image={image}
        onSuggestion={(suggestion) => {
          setPrompt(suggestion);
          inputRef.current?.focus();
        }}
      />
      <Composer
        label={t('What to paint')}
        placeholder={t('Say what to paint')}
        value={prompt}
        onChange={setPrompt}
        onSubmit={() => image.paint({ prompt: prompt.trim(), demoFailure: failure })}
        onStop={stop}
        submitLabel={
          costCredits === null
            ? t('Paint')
            : t('Paint for {credits}', { credits: formatCredits(costCredits) })
        }
        obstacle={
          isTooLong ? t('Too long: at most {count} characters.', { count: MAX_PROMPT_LENGTH }) : obstacle
        }
        inputRef={inputRef}
      >
        {isDemo && <FailureSelect failures={demoFailures} value={failure} onChange={setFailure} />}
      </Composer>
    </Panel>
  );
}
