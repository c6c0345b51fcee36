import { ClerkProvider } from '@clerk/clerk-react';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { fetchRuntimeConfig, type RuntimeConfig } from './config.ts';
import { RuntimeConfigContext } from './config-context.ts';
import { t } from './i18n/t.ts';
import { router } from './router.tsx';
import { clerkAppearance, clerkWords } from './shell/clerk-appearance.ts';
import { FullPage, FullPageLoading } from './shell/full-page.tsx';
import { colorSchemeManager } from './theme/color-scheme.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';

const Toasts = lazy(() => import('./components/toasts.tsx'));

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <Suspense>
        <Toasts />
      </Suspense>
      <Configured>
        {(config) => (
          <RuntimeConfigContext value={config}>
            <SignIn config={config}>
              <RouterProvider router={router} />
            </SignIn>
          </RuntimeConfigContext>
        )}
      </Configured>
    </MantineProvider>
  );
}

function Configured({ children }: { children: (config: RuntimeConfig) => ReactNode }) {
  const [config, setConfig] = useState<RuntimeConfig | 'failed' | null>(null);
  const load = useCallback(() => {
    setConfig(null);
    fetchRuntimeConfig().then(setConfig, () => setConfig('failed'));
  }, []);
  useEffect(load, [load]);

  if (config === null) return <FullPageLoading />;
  if (config === 'failed') {
    return (
      <FullPage
        title={t('The server cannot be reached')}
        text={t('Check that Scrip is running and that you are online, then try again.')}
        action={{ label: t('Try again'), onClick: load }}
      />
    );
  }
  return children(config);
}

/** Sign-in may lead back to a page that local Clerk serves, such as its checkout. */
function isScreen(to: string): boolean {
  return !to.startsWith('/__clerk/');
}

function SignIn({ config, children }: { config: RuntimeConfig; children: ReactNode }) {
  return (
    <ClerkProvider
      publishableKey={config.publishableKey}
      {...(config.proxyUrl ? { proxyUrl: config.proxyUrl } : {})}
      appearance={clerkAppearance}
      localization={clerkWords()}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
      signInFallbackRedirectUrl="/"
      signUpFallbackRedirectUrl="/"
      afterSignOutUrl="/sign-in"
      telemetry={false}
      routerPush={(to) => (isScreen(to) ? router.history.push(to) : window.location.assign(to))}
      routerReplace={(to) => (isScreen(to) ? router.history.replace(to) : window.location.replace(to))}
    >
      {children}
    </ClerkProvider>
  );
}
