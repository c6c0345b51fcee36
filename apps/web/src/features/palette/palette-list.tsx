import { useEffect, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './palette.module.css';
import type { Find, Group } from './use-finds.ts';

type PaletteListProps = {
  id: string;
  groups: Group[];
  chosenId: string | undefined;
  onChoose: (id: string) => void;
  onRun: (find: Find) => void;
};

/** The focus stays in the search box, which names the chosen option. */
export function PaletteList({ id, groups, chosenId, onChoose, onRun }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosenId !== undefined)
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={t('What was found')} className={classes.list}>
      {groups.map(({ label, finds }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox
        <div key={label} role="group" aria-label={label}>
          <p className={classes.group} aria-hidden="true">
            {label}
          </p>
          {finds.map((find) => (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
            <div
              key={find.id}
              id={`${id}-${find.id}`}
              role="option"
              aria-selected={find.id === chosenId}
              className={classes.option}
              onPointerMove={() => onChoose(find.id)}
              onClick={() => onRun(find)}
            >
              <span>{find.label}</span>
              {find.text && <span className={classes.text}>{find.text}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
