import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { DateRangeInput } from '../../components/date-range-input.tsx';
import { FilterMenu } from '../../components/filter-menu.tsx';
import { useSearchText } from '../../components/use-search-text.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { KeyFilter } from '../api-keys/key-filter.tsx';
import { useFeatures } from '../settings/use-features.ts';
import classes from './history-filters.module.css';
import { type HistorySearch, isFiltered, splitList } from './history-search.ts';
import { kindLabels, operationLabels } from './labels.ts';
import { MoreFilters } from './more-filters.tsx';

type Filter = Omit<HistorySearch, 'entry'>;

type HistoryFiltersProps = {
  /** Whose entries an admin looks at; without it, one's own. */
  userId?: string;
  /** Whether an admin looks at the entries of all users. */
  isOfAll?: boolean;
  search: HistorySearch;
  onChange: (changed: Filter) => void;
  onReset: () => void;
};

const optionsOf = (labels: Record<string, PlainText>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label: t(label) }));
const textOf = (values: string[]) => (values.length > 0 ? values.join(',') : undefined);

export function HistoryFilters({ userId, isOfAll = false, search, onChange, onReset }: HistoryFiltersProps) {
  const features = useFeatures().list.map(({ key, name }) => ({ value: key, label: name }));
  return (
    <search className={classes.filters} aria-label={t('Filter the history')}>
      <FilterMenu
        label={t('Kind')}
        options={optionsOf(kindLabels)}
        value={splitList(search.kind)}
        onChange={(values) => onChange({ kind: textOf(values) })}
      />
      <FilterMenu
        label={t('Feature')}
        options={features}
        value={splitList(search.feature)}
        onChange={(values) => onChange({ feature: textOf(values) })}
      />
      <FilterMenu
        label={t('Operation')}
        options={optionsOf(operationLabels)}
        value={splitList(search.type)}
        onChange={(values) => onChange({ type: textOf(values) })}
      />
      <KeyFilter
        userId={userId}
        isOfAll={isOfAll}
        value={splitList(search.apiKey)}
        onChange={(values) => onChange({ apiKey: textOf(values) })}
      />
      <DateRangeInput
        placeholder={t('Dates')}
        value={{ from: search.from, to: search.to }}
        onChange={onChange}
      />
      <DetailsSearch text={search.text ?? ''} onChange={onChange} />
      <MoreFilters search={search} onChange={onChange} />
      {isFiltered(search) && (
        <Button variant="subtle" onClick={onReset}>
          {t('Reset')}
        </Button>
      )}
    </search>
  );
}

function DetailsSearch({ text: asked, onChange }: { text: string } & Pick<HistoryFiltersProps, 'onChange'>) {
  const { text, change, tellNow } = useSearchText(asked, (next) => onChange({ text: next || undefined }));
  return (
    <TextInput
      className={classes.text}
      role="searchbox"
      aria-label={t('Search the details')}
      placeholder={t('Text in details')}
      value={text}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') tellNow();
        if (event.key === 'Escape' && text) change('');
      }}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('Clear the search')} onClick={() => change('')} />
      }
    />
  );
}
