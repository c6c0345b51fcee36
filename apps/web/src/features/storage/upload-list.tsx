import { ActionIcon, Button, Progress } from '@mantine/core';
import { IconRefresh, IconX } from '@tabler/icons-react';
import { Panel } from '../../components/panel.tsx';
import { t } from '../../i18n/t.ts';
import { formatBytes } from './file-words.ts';
import classes from './files.module.css';
import type { UploadItem, useUploads } from './use-uploads.ts';

const stateWords = {
  waiting: 'Waiting',
  sending: 'Sending',
  done: 'Stored',
  duplicate: 'Already there',
  failed: 'Failed',
} as const;

export function UploadList({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  const { items, clear } = uploads;
  if (items.length === 0) return null;
  const isOver = items.some(({ state }) => state !== 'waiting' && state !== 'sending');
  return (
    <Panel
      title={t('Uploads')}
      actions={
        isOver && (
          <Button size="compact-sm" variant="subtle" onClick={clear}>
            {t('Clear the finished')}
          </Button>
        )
      }
    >
      <ul className={classes.uploads}>
        {items.map((item) => (
          <UploadRow key={item.key} item={item} uploads={uploads} />
        ))}
      </ul>
    </Panel>
  );
}

function UploadRow({ item, uploads }: { item: UploadItem; uploads: ReturnType<typeof useUploads> }) {
  const { key, file, state, sentBytes, note } = item;
  const percent = file.size === 0 ? 0 : Math.min(100, Math.round((sentBytes / file.size) * 100));
  return (
    <li className={classes.upload}>
      <div className={classes.uploadName}>
        <span className={classes.ellipsis}>{file.name}</span>
        <span className={classes.muted} role="status" data-failed={state === 'failed'}>
          {state === 'sending'
            ? t('{used} of {limit}', { used: formatBytes(sentBytes), limit: formatBytes(file.size) })
            : (note ?? t(stateWords[state]))}
        </span>
      </div>
      {(state === 'sending' || state === 'waiting') && (
        <Progress value={percent} size="xs" aria-label={t('Progress of {name}', { name: file.name })} />
      )}
      {state === 'failed' && (
        <ActionIcon
          variant="subtle"
          aria-label={t('Try {name} again', { name: file.name })}
          onClick={() => uploads.retry(key)}
        >
          <IconRefresh size={16} stroke={1.6} />
        </ActionIcon>
      )}
      {state !== 'done' && state !== 'duplicate' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('Cancel {name}', { name: file.name })}
          onClick={() => uploads.cancel(key)}
        >
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      )}
    </li>
  );
}
