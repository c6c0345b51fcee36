import type { ReactNode } from 'react';
import classes from './data-table.module.css';

type DataTableProps = {
  /** What the table holds, for screen readers. */
  caption: string;
  /** <thead> and <tbody>. Cells of numbers take `className={tableClasses.number}`. */
  children: ReactNode;
  /** Keeps the head in view while the page scrolls. */
  hasStickyHead?: boolean;
  /** Higher tables scroll inside. */
  maxHeightPx?: number;
  /** For a table without links and buttons: its frame takes the focus, so that keys can scroll it. */
  isFocusable?: boolean;
};

/** A table of 36 px rows. On phones it scrolls sideways under its first column. */
export function DataTable({ caption, children, hasStickyHead, maxHeightPx, isFocusable }: DataTableProps) {
  const focus = isFocusable ? { role: 'region', tabIndex: 0, 'aria-label': caption } : {};
  return (
    <div
      className={classes.frame}
      data-sticky-head={hasStickyHead}
      data-scrolls={maxHeightPx !== undefined}
      style={{ maxHeight: maxHeightPx }}
      {...focus}
    >
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export { classes as tableClasses };
