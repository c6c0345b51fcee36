import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { useUser } from './use-user.ts';
import { UserAccount, type UserAccountProps } from './user-account.tsx';
import classes from './user-page.module.css';

type UserPageProps = { userId: string } & Omit<UserAccountProps, 'user'>;

export function UserPage(props: UserPageProps) {
  return (
    <>
      <BackToUsers />
      <UserContent {...props} />
    </>
  );
}

function BackToUsers() {
  const here = useLocation({ select: (location) => location.state.usersSearch });
  // Opening an entry changes the place in the browser's history, not where the admin came from.
  const [search] = useState(here);
  return (
    <Link to="/admin/users" search={search ?? {}} activeOptions={{ exact: true }} className={classes.back}>
      <IconArrowLeft size={14} stroke={1.6} aria-hidden />
      {search?.search ? t('Users matching “{search}”', { search: search.search }) : t('Users')}
    </Link>
  );
}

function UserContent({ userId, ...address }: UserPageProps) {
  const { data: user, error, isFetching, refetch } = useUser(userId);
  if (user) return <UserAccount user={user} {...address} />;
  if (hasDomainCode(error, 'NOT_FOUND')) {
    return (
      <EmptyState
        headingLevel={1}
        title={t('There is no such user')}
        text={t('The address may be mistyped.')}
        action={
          <Button variant="default" component={Link} to="/admin/users">
            {t('Show all users')}
          </Button>
        }
      />
    );
  }
  if (error) {
    return (
      <QueryError
        title={t('The user failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return <UserSkeleton />;
}

function UserSkeleton() {
  return (
    <div className={classes.stack} role="status" aria-label={t('Loading the user')}>
      <Skeleton height={34} width={220} />
      <Skeleton height={24} width="60%" />
      <Skeleton height={96} radius="md" />
      <Skeleton height={330} radius="md" />
    </div>
  );
}
