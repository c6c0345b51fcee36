import type { MouseEvent } from 'react';

/** The one link of a row that stands for the row: an element with `data-row-link`. */
export const ROW_LINK = '[data-row-link]';

/** For the click handler around rows: a click anywhere in a row follows its link. */
export function followRowLink({ target }: MouseEvent): void {
  if (!(target instanceof Element) || target.closest('a, button')) return;
  target.closest('tr')?.querySelector<HTMLElement>(ROW_LINK)?.click();
}
