import { Button, Loader } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect } from 'react';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import classes from './users-list.module.css';

type ListEndProps = {
  query: {
    hasNextPage: boolean;
    isFetching: boolean;
    isFetchNextPageError: boolean;
    error: unknown;
    fetchNextPage: () => unknown;
  };
  /** What is loading, for screen readers. */
  label: string;
};

/** Below a list: loads the next page when it comes near. */
export function ListEnd({ query, label }: ListEndProps) {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const isNear = entry?.isIntersecting ?? false;
  const isDue = isNear && hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (isDue) fetchNextPage();
  }, [isDue, fetchNextPage]);

  if (!hasNextPage) return null;
  return (
    <div className={classes.end} ref={ref}>
      {isFetchNextPageError ? (
        <>
          <span role="alert">{sentenceOfError(query.error)}</span>
          <Button size="compact-sm" variant="default" onClick={() => fetchNextPage()}>
            {t('Try again')}
          </Button>
        </>
      ) : (
        isFetching && <Loader size="xs" type="dots" color="gray" role="status" aria-label={label} />
      )}
    </div>
  );
}
