import { Select, TextInput } from '@mantine/core';
import { useSearchText } from '../../components/use-search-text.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { type AdminStorageSearch, sizeLabels, storeLabels } from './admin-storage-search.ts';
import classes from './files.module.css';
import { kindLabels } from './files-search.ts';

type AdminFiltersProps = {
  search: AdminStorageSearch;
  onSearch: (changed: Partial<AdminStorageSearch>) => void;
};

type FilterName = 'kind' | 'store' | 'size' | 'state';

const selects: { name: FilterName; label: PlainText; labels: Record<string, PlainText> }[] = [
  { name: 'kind', label: 'Type', labels: kindLabels },
  { name: 'store', label: 'Store', labels: storeLabels },
  { name: 'size', label: 'Size', labels: sizeLabels },
  { name: 'state', label: 'State', labels: { kept: 'Kept', deleted: 'Deleted' } },
];

export function AdminFilters({ search, onSearch }: AdminFiltersProps) {
  const name = useSearchText(search.search ?? '', (next) => onSearch({ search: next || undefined }));
  const user = useSearchText(search.user ?? '', (next) => onSearch({ user: next || undefined }));
  return (
    <div className={classes.toolbar}>
      <TextInput
        className={classes.search}
        aria-label={t('Search files')}
        placeholder={t('Part of a name')}
        value={name.text}
        onChange={(event) => name.change(event.currentTarget.value)}
      />
      <TextInput
        className={classes.search}
        aria-label={t('User id')}
        placeholder={t('User id')}
        value={user.text}
        onChange={(event) => user.change(event.currentTarget.value)}
      />
      {selects.map(({ name: field, label, labels }) => (
        <Select
          key={field}
          aria-label={t(label)}
          placeholder={t(label)}
          clearable
          clearButtonProps={{ 'aria-label': t('Remove the filter: {label}', { label: t(label) }) }}
          w={130}
          data={Object.entries(labels).map(([value, text]) => ({ value, label: t(text) }))}
          value={search[field] ?? null}
          onChange={(value) => onSearch({ [field]: value ?? undefined })}
        />
      ))}
    </div>
  );
}
