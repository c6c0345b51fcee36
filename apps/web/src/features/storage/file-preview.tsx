import { Button, Group, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { QueryError } from '../../components/query-error.tsx';
import { SidePanel } from '../../components/side-panel.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';
import type { FileRow } from './use-files.ts';

const TEXT_BYTES = 100_000;

type FilePreviewProps = { file: FileRow | undefined; onClose: () => void; onDelete: (file: FileRow) => void };

/** Looks into one file. Everything comes through links that work for some minutes, and nothing in it is run. */
export function FilePreview({ file, onClose, onDelete }: FilePreviewProps) {
  return (
    <SidePanel
      isOpen={file !== undefined}
      onClose={onClose}
      title={file?.name ?? ''}
      closeLabel={t('Close the preview')}
      side="right"
      widthPx={620}
    >
      {file && <Preview key={file.id} file={file} onDelete={onDelete} />}
    </SidePanel>
  );
}

function Preview({ file, onDelete }: { file: FileRow; onDelete: (file: FileRow) => void }) {
  const { client } = trpc.useUtils();
  const isDeleted = file.deletedAt !== null;
  const link = trpc.files.link.useQuery(
    { id: file.id, disposition: 'inline' },
    { enabled: !isDeleted, staleTime: 4 * 60_000, gcTime: 0 },
  );
  const download = async () => {
    const { url } = await client.files.link.query({ id: file.id, disposition: 'attachment' });
    location.assign(url);
  };
  return (
    <div className={classes.preview}>
      <div className={classes.stage}>
        {isDeleted && <p className={classes.muted}>{t('Restore the file to look at it.')}</p>}
        {link.isPending && !isDeleted && <Skeleton height={240} />}
        {link.error && (
          <QueryError
            title={t('The file cannot be shown')}
            error={link.error}
            onRetry={() => void link.refetch()}
          />
        )}
        {link.data && <Content file={file} url={link.data.url} />}
      </div>
      <dl className={classes.facts}>
        <dt>{t('Type')}</dt>
        <dd>{file.contentType ?? t('Unknown')}</dd>
        <dt>{t('Size')}</dt>
        <dd>{formatBytes(file.sizeBytes)}</dd>
        <dt>{t('Added')}</dt>
        <dd>
          <TimeText instant={file.createdAt} />
          {file.source === 'playground' && `, ${t('made in the playground')}`}
        </dd>
        {file.purgeAt && (
          <>
            <dt>{t('Removed')}</dt>
            <dd>
              <TimeText instant={file.purgeAt} />
            </dd>
          </>
        )}
      </dl>
      {!isDeleted && (
        <Group gap="xs">
          <Button onClick={() => void download()}>{t('Download')}</Button>
          <Button variant="default" color="red" onClick={() => onDelete(file)}>
            {t('Delete')}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Content({ file, url }: { file: FileRow; url: string }) {
  switch (file.kind) {
    case 'image':
      return <img src={url} alt={file.name} className={classes.shown} />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: files of users come without captions.
      return <audio src={url} controls className={classes.wide} aria-label={file.name} />;
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: files of users come without captions.
      return <video src={url} controls className={classes.shown} aria-label={file.name} />;
    case 'pdf':
      // Readers run what a PDF has of scripts: in a tab of its own a dialog of one does not stand over Scrip.
      return (
        <Button component="a" href={url} target="_blank" rel="noopener noreferrer" variant="default">
          {t('Open in a new tab')}
        </Button>
      );
    case 'text':
      return <TextContent file={file} url={url} />;
    default:
      return (
        <p className={classes.muted}>
          {t('There is no preview of this type. Download the file to open it.')}
        </p>
      );
  }
}

function TextContent({ file, url }: { file: FileRow; url: string }) {
  const text = useQuery({
    queryKey: ['text of a file', file.id],
    queryFn: async () => {
      const answer = await fetch(url, { headers: { range: `bytes=0-${TEXT_BYTES - 1}` } });
      if (!answer.ok) throw new Error(t('The server answered {status}.', { status: `${answer.status}` }));
      return answer.text();
    },
  });
  if (text.isPending) return <Skeleton height={240} />;
  if (text.error)
    return (
      <QueryError
        title={t('The text failed to load')}
        error={text.error}
        onRetry={() => void text.refetch()}
      />
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keys can scroll it. */}
      <pre className={classes.text} tabIndex={0}>
        {text.data}
      </pre>
      {file.sizeBytes > TEXT_BYTES && <p className={classes.muted}>{t('Only the beginning is shown.')}</p>}
    </>
  );
}
