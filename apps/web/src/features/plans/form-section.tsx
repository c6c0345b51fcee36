import type { ReactNode } from 'react';
import classes from './plan-form.module.css';

type FormSectionProps = {
  title: string;
  /** What these fields are about, where the title does not say it all. */
  text?: string;
  children: ReactNode;
};

export function FormSection({ title, text, children }: FormSectionProps) {
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>{title}</legend>
      {text && <p className={classes.sectionText}>{text}</p>}
      <div className={classes.fields}>{children}</div>
    </fieldset>
  );
}
