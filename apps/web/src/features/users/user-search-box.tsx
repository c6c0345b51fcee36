import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useSearchText } from '../../components/use-search-text.ts';
import { t } from '../../i18n/t.ts';
import classes from './users-list.module.css';

type UserSearchBoxProps = {
  ref: RefObject<HTMLInputElement | null>;
  /** What the address says. */
  search: string;
  onSearch: (search: string) => void;
  /** Leaves the box for the first result. */
  onEnterList: () => void;
};

export function UserSearchBox({ ref, search, onSearch, onEnterList }: UserSearchBoxProps) {
  const { text, change, tellNow } = useSearchText(search, onSearch);
  useHotkeys([['/', () => ref.current?.select()]]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onEnterList();
    }
    if (event.key === 'Enter') tellNow();
    if (event.key === 'Escape' && text) change('');
  };
  const clear = () => {
    change('');
    ref.current?.focus();
  };
  return (
    <TextInput
      ref={ref}
      type="text"
      role="searchbox"
      className={classes.search}
      aria-label={t('Search users')}
      aria-keyshortcuts="/"
      placeholder={t('Name, e-mail or id')}
      value={text}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton size="sm" aria-label={t('Clear the search')} onClick={clear} />
        ) : (
          <Kbd size="xs" aria-hidden="true" className={classes.shortcut}>
            /
          </Kbd>
        )
      }
    />
  );
}
