import { useHotkeys } from '@mantine/hooks';
import { type DemoFailure, MAX_PROMPT_LENGTH } from '@scrip/api';
import { useRef, useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { Composer } from './composer.tsx';
import { FailureSelect } from './failure-select.tsx';
import { ImageFrame } from './image-frame.tsx';
import type { useImage } from './use-image.ts';
import { usePrice } from './use-price.ts';

type ImagePanelProps = { image: ReturnType<typeof useImage>; demoFailures: DemoFailure[] };

export function ImagePanel({ image, demoFailures }: ImagePanelProps) {
  const [prompt, setPrompt] = useState('');
  const [failure, setFailure] = useState<DemoFailure | null>(null);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const { costCredits, obstacle } = usePrice('ai_image_generation');
  const stop = image.isPainting ? image.stop : null;
  useHotkeys([['Escape', () => stop?.()]], []);

  const isTooLong = prompt.length > MAX_PROMPT_LENGTH;
  return (
    <Panel title="Image">
      <ImageFrame
        image={image}
        onSuggestion={(suggestion) => {
          setPrompt(suggestion);
          inputRef.current?.focus();
        }}
      />
      <Composer
        label="What to paint"
        placeholder="Say what to paint"
        value={prompt}
        onChange={setPrompt}
        onSubmit={() => image.paint({ prompt: prompt.trim(), demoFailure: failure })}
        onStop={stop}
        submitLabel={costCredits === null ? 'Paint' : `Paint for ${formatCredits(costCredits)}`}
        obstacle={isTooLong ? `Too long: at most ${MAX_PROMPT_LENGTH} characters.` : obstacle}
        inputRef={inputRef}
      >
        {demoFailures.length > 0 && (
          <FailureSelect failures={demoFailures} value={failure} onChange={setFailure} />
        )}
      </Composer>
    </Panel>
  );
}
