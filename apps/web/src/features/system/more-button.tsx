import { Button } from '@mantine/core';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import classes from './system.module.css';

type MoreButtonProps = {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
  };
};

/** Below a list, while it has older rows. */
export function MoreButton({ query }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className={classes.end}>
      {query.isFetchNextPageError && <span role="alert">{sentenceOfError(query.error)}</span>}
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => query.fetchNextPage()}
        loading={query.isFetchingNextPage}
      >
        {t('Show older')}
      </Button>
    </div>
  );
}
