import { CloseButton, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useSearchText } from '../../components/use-search-text.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import classes from './files.module.css';
import { type FilesSearch, kindLabels, orderLabels } from './files-search.ts';

type FilesToolbarProps = { search: FilesSearch; onChange: (changed: Partial<FilesSearch>) => void };

const optionsOf = (labels: Record<string, PlainText>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label: t(label) }));

export function FilesToolbar({ search, onChange }: FilesToolbarProps) {
  const { text, change } = useSearchText(search.search ?? '', (next) =>
    onChange({ search: next || undefined }),
  );
  return (
    <div className={classes.toolbar}>
      <TextInput
        className={classes.search}
        role="searchbox"
        aria-label={t('Search files')}
        placeholder={t('Part of a name')}
        value={text}
        maxLength={200}
        onChange={(event) => change(event.currentTarget.value)}
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
        rightSection={
          text && <CloseButton size="sm" aria-label={t('Clear the search')} onClick={() => change('')} />
        }
      />
      <Select
        aria-label={t('Type')}
        placeholder={t('All types')}
        clearable
        clearButtonProps={{ 'aria-label': t('Show all types') }}
        w={130}
        data={optionsOf(kindLabels)}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: (kind ?? undefined) as FilesSearch['kind'] })}
      />
      <Select
        aria-label={t('Order')}
        allowDeselect={false}
        w={150}
        data={optionsOf(orderLabels)}
        value={search.order ?? 'newest'}
        onChange={(order) => onChange({ order: (order ?? undefined) as FilesSearch['order'] })}
      />
      <SegmentedControl
        aria-label={t('View')}
        data={optionsOf({ grid: 'Grid', list: 'List' })}
        value={search.view ?? 'grid'}
        onChange={(view) => onChange({ view: view === 'list' ? 'list' : undefined })}
      />
      <SegmentedControl
        aria-label={t('Which files')}
        data={optionsOf({ kept: 'Files', deleted: 'Deleted' })}
        value={search.show ?? 'kept'}
        onChange={(show) => onChange({ show: show === 'deleted' ? 'deleted' : undefined })}
      />
    </div>
  );
}
