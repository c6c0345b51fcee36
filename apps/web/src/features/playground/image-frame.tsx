import { Button, Loader } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { ChargeLine } from './charge-line.tsx';
import classes from './image-frame.module.css';
import { Suggestions } from './suggestions.tsx';
import type { Picture, useImage } from './use-image.ts';

const suggestions = ['A lighthouse at dusk', 'Paper money of a small railway', 'The sea at night'] as const;

type ImageFrameProps = { image: ReturnType<typeof useImage>; onSuggestion: (suggestion: string) => void };

/** The picture, or what stands in its place. */
export function ImageFrame({ image, onSuggestion }: ImageFrameProps) {
  return (
    <div className={classes.place} aria-live="polite" aria-busy={image.isPainting}>
      <Content image={image} onSuggestion={onSuggestion} />
    </div>
  );
}

function Content({ image, onSuggestion }: ImageFrameProps) {
  const { picture, isPainting, error, wasStopped } = image;
  if (isPainting) {
    return (
      <div className={classes.frame}>
        <Loader size="sm" aria-hidden />
        <p className={classes.note}>{t('Charged. Painting')}</p>
      </div>
    );
  }
  if (error) {
    return (
      <div className={classes.frame} role="alert">
        <p className={classes.note}>
          {wasStopped ? t('Stopped. Your credits come back by themselves.') : sentenceOfError(error)}
        </p>
      </div>
    );
  }
  if (picture) return <Painted picture={picture} />;
  return (
    <div className={classes.frame}>
      <Suggestions
        title={t('No picture yet')}
        text={t('A picture is charged before it is painted, and refunded if nothing comes of it.')}
        suggestions={suggestions.map((suggestion) => t(suggestion))}
        onPick={onSuggestion}
      />
    </div>
  );
}

function Painted({ picture }: { picture: Picture }) {
  const { imageDataUrl, mediaType, prompt, entryId, creditsUsed } = picture;
  const extension = mediaType.split('/').at(-1) ?? 'png';
  return (
    <figure className={classes.figure}>
      <img src={imageDataUrl} alt={prompt} className={classes.picture} />
      <figcaption className={classes.caption}>
        <ChargeLine charge={{ entryId, creditsUsed, status: 'charged', failure: null }} hasText>
          {prompt}
        </ChargeLine>
        <Button
          component="a"
          href={imageDataUrl}
          download={`scrip-picture.${extension}`}
          variant="default"
          size="xs"
        >
          {t('Download')}
        </Button>
      </figcaption>
    </figure>
  );
}
