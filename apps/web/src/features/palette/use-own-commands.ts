import { useClerk } from '@clerk/clerk-react';
import { useMantineColorScheme } from '@mantine/core';
import { chooseLanguage, currentLanguage, languages } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import type { Command } from './commands.ts';

/** What can be done on every screen. */
export function useOwnCommands(onShowHelp: () => void): Command[] {
  const { setColorScheme } = useMantineColorScheme();
  const { signOut } = useClerk();
  return [
    { id: 'light', label: t('Light theme'), run: () => setColorScheme('light') },
    { id: 'dark', label: t('Dark theme'), run: () => setColorScheme('dark') },
    { id: 'auto', label: t('Theme of the system'), run: () => setColorScheme('auto') },
    ...languages
      .filter(({ tag }) => tag !== currentLanguage())
      .map(({ tag, name }) => ({
        id: tag,
        label: t('Language: {name}', { name }),
        run: () => chooseLanguage(tag),
      })),
    { id: 'keys', label: t('Show the keyboard shortcuts'), run: onShowHelp },
    { id: 'sign-out', label: t('Sign out'), run: () => void signOut() },
  ];
}
