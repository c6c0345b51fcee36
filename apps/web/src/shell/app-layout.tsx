import { ClerkFailed, ClerkLoading, useAuth } from '@clerk/clerk-react';
import { t } from '../i18n/t.ts';
import { ApiProvider } from '../trpc/provider.tsx';
import { AccountGate } from './account-gate.tsx';
import { AppFrame } from './app-frame.tsx';
import { FullPage, FullPageLoading } from './full-page.tsx';
import { GoToSignIn } from './go-to-sign-in.tsx';

/** The signed-in part of the app. Keyed by the user: nobody sees what the user before them loaded. */
export function AppLayout() {
  const { isLoaded, isSignedIn, userId } = useAuth();

  if (!isLoaded) {
    return (
      <>
        <ClerkFailed>
          <FullPage
            title={t('Sign-in cannot be reached')}
            text={t('The sign-in service did not load. Check that you are online, then try again.')}
            action={{ label: t('Try again'), onClick: () => window.location.reload() }}
          />
        </ClerkFailed>
        <ClerkLoading>
          <FullPageLoading />
        </ClerkLoading>
      </>
    );
  }
  if (!isSignedIn) return <GoToSignIn />;
  return (
    <ApiProvider key={userId}>
      <AccountGate>
        <AppFrame />
      </AccountGate>
    </ApiProvider>
  );
}
