import type { ReactNode } from 'react';
import classes from './states.module.css';

type EmptyStateProps = {
  title: string;
  /** What will be here. */
  text: ReactNode;
  /** The one thing that fills it: a button or a link. */
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
};

export function EmptyState({ title, text, action, headingLevel = 2 }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={classes.state}>
      <Heading className={classes.title}>{title}</Heading>
      <p className={classes.text}>{text}</p>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
