import { Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { useUser } from '../users/use-user.ts';
import { nameOf } from '../users/user-name.ts';
import classes from '../users/user-page.module.css';
import { StatementPage } from './statement-page.tsx';
import type { StatementSearch } from './statement-search.ts';

type UserStatementProps = {
  userId: string;
  month: string | undefined;
  onSearch: (search: StatementSearch) => void;
};

/** For admins: a month of somebody's account. */
export function UserStatement({ userId, month, onSearch }: UserStatementProps) {
  const { data: user, error, isFetching, refetch } = useUser(userId);
  if (user) {
    const back = (
      <Link to="/admin/users/$userId" params={{ userId }} className={classes.back}>
        <IconArrowLeft size={14} stroke={1.6} aria-hidden />
        {nameOf(user)}
      </Link>
    );
    const text = t('One month of this account, ready to print or to save as a PDF.');
    return (
      <StatementPage
        owner={user}
        scope={{ userId }}
        text={text}
        back={back}
        month={month}
        onSearch={onSearch}
      />
    );
  }
  if (!error) return <Skeleton height={480} radius="md" role="status" aria-label={t('Loading the user')} />;
  return (
    <QueryError
      title={t('The user failed to load')}
      error={error}
      onRetry={() => void refetch()}
      isRetrying={isFetching}
    />
  );
}
