import { CloseButton, Kbd, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import classes from './users-list.module.css';

const PAUSE_MS = 250;

type UserSearchBoxProps = {
  ref: RefObject<HTMLInputElement | null>;
  /** What the address says. */
  search: string;
  onSearch: (search: string) => void;
  /** Leaves the box for the first result. */
  onEnterList: () => void;
};

export function UserSearchBox({ ref, search, onSearch, onEnterList }: UserSearchBoxProps) {
  const [text, setText] = useState(search);
  const [told, setTold] = useState(search);
  // The address changed by itself, as by the browser's back button.
  if (told !== search) {
    setTold(search);
    setText(search);
  }
  const tell = useDebouncedCallback((next: string) => {
    setTold(next);
    onSearch(next);
  }, PAUSE_MS);
  useHotkeys([['/', () => ref.current?.select()]]);

  const change = (next: string) => {
    setText(next);
    tell(next.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onEnterList();
    }
    if (event.key === 'Enter') tell.flush();
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
      aria-label="Search users"
      aria-keyshortcuts="/"
      placeholder="Name, e-mail or id"
      value={text}
      maxLength={200}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      rightSection={
        text ? (
          <CloseButton size="sm" aria-label="Clear the search" onClick={clear} />
        ) : (
          <Kbd size="xs" aria-hidden="true" className={classes.shortcut}>
            /
          </Kbd>
        )
      }
    />
  );
}
