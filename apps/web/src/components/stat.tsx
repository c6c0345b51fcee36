import type { ReactNode } from 'react';
import classes from './stat.module.css';

type StatProps = {
  label: string;
  value: ReactNode;
  /** After the value, smaller: what is counted. */
  unit?: string;
  /** One line under it: how the number is known. */
  note?: ReactNode;
};

/** A figure with its unit. Stats stand in a <StatRow>. */
export function Stat({ label, value, unit, note }: StatProps) {
  return (
    <div className={classes.stat}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>
        {value}
        {unit && <span className={classes.unit}> {unit}</span>}
        {note && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  );
}

export function StatRow({ children }: { children: ReactNode }) {
  return <dl className={classes.row}>{children}</dl>;
}
