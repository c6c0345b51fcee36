import { Select, TextInput } from '@mantine/core';
import { useSearchText } from '../../components/use-search-text.ts';
import { t } from '../../i18n/t.ts';
import classes from './api-keys.module.css';
import type { KeyReach, KeysSearch } from './key-search.ts';
import { stateLabels } from './key-words.ts';

type KeyToolsProps = {
  reach: KeyReach;
  search: KeysSearch;
  onSearch: (changed: Partial<KeysSearch>) => void;
};

const states = ['active', 'expired', 'revoked'] as const;

/** What the list is narrowed to. */
export function KeyTools({ reach, search, onSearch }: KeyToolsProps) {
  const { text, change } = useSearchText(search.search ?? '', (next) =>
    onSearch({ search: next || undefined }),
  );
  return (
    <search className={classes.tools} aria-label={t('Filter the keys')}>
      {reach === 'any' && (
        <>
          <TextInput
            className={classes.search}
            aria-label={t('Search keys')}
            placeholder={t('Name, or how it begins')}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
          />
          <Select
            aria-label={t('Owner')}
            placeholder={t('Owner')}
            clearable
            clearButtonProps={{ 'aria-label': t('Any owner') }}
            w={140}
            data={[
              { value: 'APP', label: t('Apps') },
              { value: 'USER', label: t('Users') },
            ]}
            value={search.kind ?? null}
            onChange={(kind) => onSearch({ kind: kind ?? undefined })}
          />
        </>
      )}
      <Select
        aria-label={t('State')}
        placeholder={t('State')}
        clearable
        clearButtonProps={{ 'aria-label': t('Any state') }}
        w={140}
        data={states.map((value) => ({ value, label: t(stateLabels[value]) }))}
        value={search.state ?? null}
        onChange={(state) => onSearch({ state: state ?? undefined })}
      />
    </search>
  );
}
