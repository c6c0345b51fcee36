import type { ReactNode } from 'react';
import classes from './page-header.module.css';

type PageHeaderProps = {
  title: ReactNode;
  /** One quiet line under the title. */
  text?: ReactNode;
  /** Buttons at the right; under the title on phones. */
  actions?: ReactNode;
};

/** The one h1 of a screen. */
export function PageHeader({ title, text, actions }: PageHeaderProps) {
  return (
    <div className={classes.header}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
