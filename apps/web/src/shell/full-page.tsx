import { Button, Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import classes from './full-page.module.css';
import { Wordmark } from './wordmark.tsx';

type FullPageProps = {
  title: string;
  text: ReactNode;
  action?: { label: string; onClick: () => void };
  secondAction?: { label: string; onClick: () => void };
};

/** A state that takes the whole window: nothing else can be shown. */
export function FullPage({ title, text, action, secondAction }: FullPageProps) {
  return (
    <main className={classes.page}>
      <Wordmark />
      <h1 className={classes.title}>{title}</h1>
      <p className={classes.text}>{text}</p>
      <div className={classes.actions}>
        {action && <Button onClick={action.onClick}>{action.label}</Button>}
        {secondAction && (
          <Button variant="default" onClick={secondAction.onClick}>
            {secondAction.label}
          </Button>
        )}
      </div>
    </main>
  );
}

export function FullPageLoading() {
  return (
    <main className={classes.page} aria-busy="true">
      <Wordmark />
      <Loader size="sm" type="dots" color="green" role="status" aria-label={t('Loading')} />
    </main>
  );
}
