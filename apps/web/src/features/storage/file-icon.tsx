import {
  IconFile,
  IconFileMusic,
  IconFileText,
  IconFileTypePdf,
  IconMovie,
  IconPhoto,
} from '@tabler/icons-react';
import { useState } from 'react';
import classes from './files.module.css';
import type { FileRow } from './use-files.ts';

const icons = {
  image: IconPhoto,
  audio: IconFileMusic,
  video: IconMovie,
  pdf: IconFileTypePdf,
  text: IconFileText,
  other: IconFile,
};

/** The small picture, or the mark of the kind where there is none. */
export function FileIcon({ file, size }: { file: FileRow; size: number }) {
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const { thumbnailUrl } = file;
  if (thumbnailUrl && thumbnailUrl !== failedUrl)
    return (
      <img
        src={thumbnailUrl}
        alt=""
        loading="lazy"
        className={classes.picture}
        onError={() => setFailedUrl(thumbnailUrl)}
      />
    );
  const Icon = icons[file.kind];
  return <Icon size={size} stroke={1.2} aria-hidden className={classes.mark} />;
}
