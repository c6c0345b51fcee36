import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './palette.module.css';
import { PaletteList } from './palette-list.tsx';
import { type Find, useFinds } from './use-finds.ts';

type PaletteProps = { onClose: () => void; onShowHelp: () => void };

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => (index >= last ? 0 : index + 1),
  ArrowUp: (index, last) => (index <= 0 ? last : index - 1),
  PageDown: (index, last) => Math.min(index + 8, last),
  PageUp: (index) => Math.max(index - 8, 0),
};

/** Goes to what somebody types the beginning of, or does it. */
export default function Palette({ onClose, onShowHelp }: PaletteProps) {
  const listId = useId();
  const [query, setQuery] = useState('');
  const { groups, isSearching } = useFinds(query.trim(), onShowHelp);
  const finds = groups.flatMap((group) => group.finds);
  const [chosenId, setChosenId] = useState<string | null>(null);
  // What is found changes while somebody types; a choice that has gone falls back to the first.
  const chosen = finds.find(({ id }) => id === chosenId) ?? finds[0];
  const run = (find: Find | undefined) => {
    if (!find) return;
    onClose();
    find.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      return run(chosen);
    }
    const step = steps[event.key];
    if (!step || !chosen) return;
    event.preventDefault();
    setChosenId(finds[step(finds.indexOf(chosen), finds.length - 1)]?.id ?? null);
  };
  const label = t('Page, name, e-mail, id, or something to do');
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12dvh"
      size={560}
      padding={0}
      aria-label={t('Go to or do')}
    >
      <div className={classes.search}>
        <IconSearch size={18} stroke={1.6} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen && `${listId}-${chosen.id}`}
          aria-autocomplete="list"
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={({ currentTarget }) => {
            setQuery(currentTarget.value);
            setChosenId(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <PaletteList id={listId} groups={groups} chosenId={chosen?.id} onChoose={setChosenId} onRun={run} />
      {finds.length === 0 && (
        <p className={classes.nothing} role="status">
          {isSearching ? t('Searching…') : t('Nothing by that name')}
        </p>
      )}
    </Modal>
  );
}
