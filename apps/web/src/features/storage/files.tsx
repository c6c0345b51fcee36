import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { DeleteDialog, type DeleteRequest } from './delete-dialog.tsx';
import { FileBrowser } from './file-browser.tsx';
import { FilePreview } from './file-preview.tsx';
import classes from './files.module.css';
import type { FilesSearch } from './files-search.ts';
import { FilesToolbar } from './files-toolbar.tsx';
import { QuotaBar } from './quota-bar.tsx';
import { UploadList } from './upload-list.tsx';
import { useDrop } from './use-drop.ts';
import { useFileChanges } from './use-file-changes.ts';
import { useFiles } from './use-files.ts';
import { useUploads } from './use-uploads.ts';

type FilesProps = { search: FilesSearch; onSearch: (changed: Partial<FilesSearch>) => void };

export function Files({ search, onSearch }: FilesProps) {
  const use = trpc.files.usage.useQuery().data;
  const list = useFiles(search);
  const uploads = useUploads(use?.isDirect ?? false);
  const isOver = useDrop(uploads.add);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [request, setRequest] = useState<DeleteRequest | null>(null);
  const changes = useFileChanges(() => {
    setRequest(null);
    setSelected(new Set());
    onSearch({ file: undefined });
  });
  const pick = (
    <FileButton onChange={uploads.add} multiple inputProps={{ 'aria-label': t('Files to upload') }}>
      {(props) => <Button {...props}>{t('Upload files')}</Button>}
    </FileButton>
  );
  return (
    <>
      <PageHeader
        title={t('Files')}
        text={t('Drop files anywhere, paste them, or pick them. Only you and admins can open them.')}
        actions={pick}
      />
      {use && <QuotaBar use={use} />}
      <UploadList uploads={uploads} />
      <FilesToolbar
        search={search}
        onChange={(changed) => {
          setSelected(new Set());
          onSearch(changed);
        }}
      />
      <FileBrowser
        {...{ list, search, selected, changes }}
        onSelected={setSelected}
        onOpen={(file) => onSearch({ file })}
        onDelete={setRequest}
        onReset={() => onSearch({ search: undefined, kind: undefined })}
        empty={
          <EmptyState
            title={t('No files yet')}
            text={t('Your uploads and the pictures from the playground will be here.')}
            action={pick}
          />
        }
      />
      <FilePreview
        file={list.files.find(({ id }) => id === search.file)}
        onClose={() => onSearch({ file: undefined })}
        onDelete={({ id }) => setRequest({ ids: [id], isForGood: false })}
      />
      <DeleteDialog
        request={request}
        retentionDays={use?.retentionDays ?? 7}
        changes={changes}
        onClose={() => setRequest(null)}
      />
      {isOver && <div className={classes.drop}>{t('Drop to upload')}</div>}
    </>
  );
}
