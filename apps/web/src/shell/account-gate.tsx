import { useClerk } from '@clerk/clerk-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import { hasDomainCode, isUnreachable, sentenceOfError } from '../trpc/errors.ts';
import { trpc } from '../trpc/trpc.ts';
import { currentView, leaveView } from '../trpc/view-as.ts';
import { FullPage, FullPageLoading } from './full-page.tsx';
import { MeContext } from './me.ts';

/** Shows the app only to an account that may use it. */
export function AccountGate({ children }: { children: ReactNode }) {
  const me = trpc.users.me.useQuery(undefined, { staleTime: 60_000 });
  const { signOut } = useClerk();
  const signOutAction = { label: t('Sign out'), onClick: () => void signOut() };
  const retryAction = { label: t('Try again'), onClick: () => void me.refetch() };

  if (hasDomainCode(me.error, 'ACCOUNT_INACTIVE')) {
    return (
      <FullPage
        title={t('This account is deactivated')}
        text={t(
          'An admin has switched it off. Your credits and history are kept. Ask your admin to reactivate it.',
        )}
        action={retryAction}
        secondAction={signOutAction}
      />
    );
  }
  if (hasDomainCode(me.error, 'FORBIDDEN') && currentView()) {
    return (
      <FullPage
        title={t('This view has ended')}
        text={t('Start it again from the user’s page.')}
        action={{ label: t('Back to the console'), onClick: () => leaveView('/admin/users') }}
      />
    );
  }
  if (me.data) return <MeContext value={me.data}>{children}</MeContext>;
  if (!me.error || me.isFetching) return <FullPageLoading />;
  return (
    <FullPage
      title={isUnreachable(me.error) ? t('The server cannot be reached') : t('Your account failed to load')}
      text={
        isUnreachable(me.error)
          ? t('Check that Scrip is running and that you are online, then try again.')
          : sentenceOfError(me.error)
      }
      action={retryAction}
      secondAction={signOutAction}
    />
  );
}
