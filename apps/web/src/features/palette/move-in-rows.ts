import { ROW_LINK } from '../../components/follow-row-link.ts';

/** Moves the focus to the next or the previous row of the screen's tables; to the first when it is in none. */
export function moveInRows(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(`main ${ROW_LINK}`)];
  const row = document.activeElement?.closest('tr');
  const current = links.findIndex((link) => row?.contains(link));
  const target = current < 0 ? links[0] : links[current + step];
  target?.focus();
  target?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}
