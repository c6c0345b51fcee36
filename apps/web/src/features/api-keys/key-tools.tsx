import { Select, TextInput } from '@mantine/core';
import { useSearchText } from '../../components/use-search-text.ts';
import classes from './api-keys.module.css';
import type { KeyReach, KeysSearch } from './key-search.ts';
import { stateLabels } from './key-words.ts';

type KeyToolsProps = {
  reach: KeyReach;
  search: KeysSearch;
  onSearch: (changed: Partial<KeysSearch>) => void;
};

const states = [
  { value: 'active', label: stateLabels.active },
  { value: 'expired', label: stateLabels.expired },
  { value: 'revoked', label: stateLabels.revoked },
] as const;

const kinds = [
  { value: 'APP', label: 'Apps' },
  { value: 'USER', label: 'Users' },
] as const;

/** What the list is narrowed to. */
export function KeyTools({ reach, search, onSearch }: KeyToolsProps) {
  const { text, change } = useSearchText(search.search ?? '', (next) =>
    onSearch({ search: next || undefined }),
  );
  return (
    <search className={classes.tools} aria-label="Filter the keys">
      {reach === 'any' && (
        <>
          <TextInput
            className={classes.search}
            aria-label="Search keys"
            placeholder="Name, or how it begins"
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => change(event.currentTarget.value)}
          />
          <Select
            aria-label="Owner"
            placeholder="Owner"
            clearable
            clearButtonProps={{ 'aria-label': 'Any owner' }}
            w={140}
            data={kinds}
            value={search.kind ?? null}
            onChange={(kind) => onSearch({ kind: kind ?? undefined })}
          />
        </>
      )}
      <Select
        aria-label="State"
        placeholder="State"
        clearable
        clearButtonProps={{ 'aria-label': 'Any state' }}
        w={140}
        data={states}
        value={search.state ?? null}
        onChange={(state) => onSearch({ state: state ?? undefined })}
      />
    </search>
  );
}
