import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { hasDomainCode } from '../../trpc/errors.ts';
import { type UserDetail, useUser } from './use-user.ts';
import { UserBalance } from './user-balance.tsx';
import { UserGrants } from './user-grants.tsx';
import { UserHeader } from './user-header.tsx';
import classes from './user-page.module.css';
import { UserUsage } from './user-usage.tsx';

export function UserPage({ userId }: { userId: string }) {
  return (
    <>
      <BackToUsers />
      <UserContent userId={userId} />
    </>
  );
}

function BackToUsers() {
  const search = useLocation({ select: (location) => location.state.usersSearch });
  return (
    <Link to="/admin/users" search={{ search }} className={classes.back}>
      <IconArrowLeft size={14} stroke={1.6} aria-hidden />
      {search ? `Users matching “${search}”` : 'Users'}
    </Link>
  );
}

function UserContent({ userId }: { userId: string }) {
  const { data: user, error, isFetching, refetch } = useUser(userId);
  if (user) return <User user={user} />;
  if (hasDomainCode(error, 'NOT_FOUND')) {
    return (
      <EmptyState
        headingLevel={1}
        title="There is no such user"
        text="The address may be mistyped."
        action={
          <Button variant="default" component={Link} to="/admin/users">
            Show all users
          </Button>
        }
      />
    );
  }
  if (error) {
    return (
      <QueryError
        title="The user failed to load"
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return <UserSkeleton />;
}

function User({ user }: { user: UserDetail }) {
  return (
    <>
      <UserHeader user={user} />
      <div className={classes.stack}>
        <UserBalance account={user.account} />
        <div className={classes.columns}>
          <UserUsage userId={user.id} />
          <UserGrants grants={user.account.grants} />
        </div>
      </div>
    </>
  );
}

function UserSkeleton() {
  return (
    <div className={classes.stack} role="status" aria-label="Loading the user">
      <Skeleton height={34} width={220} />
      <Skeleton height={24} width="60%" />
      <Skeleton height={96} radius="md" />
      <Skeleton height={330} radius="md" />
    </div>
  );
}
