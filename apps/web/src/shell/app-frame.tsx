import { Burger } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { HeaderBalance } from '../features/credits/header-balance.tsx';
import { useLiveBalance } from '../features/credits/use-live-balance.ts';
import { t } from '../i18n/t.ts';
import classes from './app-frame.module.css';
import { ColorSchemeSwitch } from './color-scheme-switch.tsx';
import { useMe } from './me.ts';
import { Navigation } from './navigation.tsx';
import { UserMenu } from './user-menu.tsx';
import { Wordmark } from './wordmark.tsx';

const ViewBanner = lazy(() => import('./view-banner.tsx'));
const Shortcuts = lazy(() => import('../features/palette/shortcuts.tsx'));
const PhoneNavigation = lazy(() => import('./phone-navigation.tsx'));

export function AppFrame() {
  const [wasOpened, setWasOpened] = useState(false);
  const [isOpen, drawer] = useDisclosure(false, { onOpen: () => setWasOpened(true) });
  const burger = useRef<HTMLButtonElement>(null);
  const me = useMe();
  const { isConnected } = useLiveBalance();
  const closeMenu = () => {
    drawer.close();
    burger.current?.focus();
  };
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        {t('Skip to content')}
      </a>
      <header className={classes.header}>
        <Burger
          ref={burger}
          className={classes.burger}
          opened={isOpen}
          onClick={drawer.toggle}
          size="sm"
          aria-label={t('Menu')}
        />
        <Link to="/" className={classes.home} aria-label={t('Scrip, overview')}>
          <Wordmark />
        </Link>
        <div className={classes.tools}>
          <Suspense fallback={<span className={classes.search} />}>
            <Shortcuts />
          </Suspense>
          <HeaderBalance isConnected={isConnected} />
          <ColorSchemeSwitch />
          <UserMenu />
        </div>
      </header>
      <aside className={classes.side}>
        <Navigation />
      </aside>
      <Suspense>{wasOpened && <PhoneNavigation isOpen={isOpen} onClose={closeMenu} />}</Suspense>
      <main id="main" tabIndex={-1} className={classes.main}>
        {me.viewedBy && (
          <Suspense>
            <ViewBanner />
          </Suspense>
        )}
        <Outlet />
      </main>
    </div>
  );
}
