import { Kbd, UnstyledButton } from '@mantine/core';
import { useHotkeys, useOs } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { moveInRows } from './move-in-rows.ts';
import classes from './shortcuts.module.css';

const Palette = lazy(() => import('./palette.tsx'));
const ShortcutHelp = lazy(() => import('./shortcut-help.tsx'));

/** The keys that work on every screen, and a button for those who do not know them. */
export default function Shortcuts() {
  const isMac = useOs() === 'macos';
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  useHotkeys([
    ['j', () => moveInRows(1)],
    ['k', () => moveInRows(-1)],
    ['shift+?', () => setHelpOpen(true)],
    ['?', () => setHelpOpen(true)],
  ]);
  // Also while somebody types.
  useHotkeys([['mod+K', () => setPaletteOpen((isOpen) => !isOpen)]], []);
  return (
    <>
      <UnstyledButton
        className={classes.button}
        onClick={() => setPaletteOpen(true)}
        aria-label={t('Go to or do')}
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      >
        <IconSearch size={16} stroke={1.6} aria-hidden />
        <span className={classes.label}>{t('Go to or do')}</span>
        <Kbd size="xs" className={classes.keys} aria-hidden="true">
          {isMac ? '⌘K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <Suspense>
        {isPaletteOpen && (
          <Palette onClose={() => setPaletteOpen(false)} onShowHelp={() => setHelpOpen(true)} />
        )}
        {isHelpOpen && <ShortcutHelp onClose={() => setHelpOpen(false)} isMac={isMac} />}
      </Suspense>
    </>
  );
}
