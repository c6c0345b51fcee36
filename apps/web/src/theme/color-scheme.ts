import { localStorageColorSchemeManager } from '@mantine/core';

export const colorSchemeManager = localStorageColorSchemeManager({ key: 'scrip-color-scheme' });

/** Sets the scheme before the first render; Mantine itself sets it only after, which would flash. */
export function applyColorScheme(): void {
  const chosen = colorSchemeManager.get('auto');
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const scheme = chosen === 'auto' ? (prefersDark ? 'dark' : 'light') : chosen;
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
}
