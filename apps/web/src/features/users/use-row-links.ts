import { type KeyboardEvent, type RefObject, useCallback } from 'react';
import { ROW_LINK } from '../../components/follow-row-link.ts';

/**
 * Makes rows easy to reach by keys: the arrow keys, Home and End move between the links that they have (`onLeave` above
 * the first).
 */
export function useRowLinks(list: RefObject<HTMLElement | null>, onLeave: () => void) {
  const focusRow = useCallback(
    (index: number) => {
      const links = list.current?.querySelectorAll<HTMLElement>(ROW_LINK);
      links?.[index < 0 ? links.length - 1 : Math.min(index, links.length - 1)]?.focus();
    },
    [list],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>(ROW_LINK) ?? [])];
    const current = event.target instanceof HTMLElement ? links.indexOf(event.target) : -1;
    if (current < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: links.length - 1 }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    if (target < 0) onLeave();
    else focusRow(target);
  };
  return { onKeyDown, focusRow };
}
