import { Button } from '@mantine/core';
import { t } from '../i18n/t.ts';
import { sentenceOfError } from '../trpc/errors.ts';
import classes from './states.module.css';

type QueryErrorProps = {
  /** What failed to load, as in "The history failed to load". */
  title: string;
  error: unknown;
  onRetry: () => void;
  isRetrying?: boolean;
};

/** In the place of content that could not be loaded. */
export function QueryError({ title, error, onRetry, isRetrying = false }: QueryErrorProps) {
  return (
    <div className={classes.state} role="alert">
      <p className={classes.title}>{title}</p>
      <p className={classes.text}>{sentenceOfError(error)}</p>
      <div className={classes.action}>
        <Button variant="default" onClick={onRetry} loading={isRetrying}>
          {t('Try again')}
        </Button>
      </div>
    </div>
  );
}
