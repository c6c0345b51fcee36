import type { ClerkProviderProps } from '@clerk/clerk-react';
import { t } from '../i18n/t.ts';

/** Clerk's components in our colours; the tokens change with the scheme, so one appearance serves both. */
export const clerkAppearance: NonNullable<ClerkProviderProps['appearance']> = {
  variables: {
    colorPrimary: 'var(--scrip-green)',
    colorPrimaryForeground: 'var(--scrip-on-green)',
    colorBackground: 'var(--scrip-raised)',
    colorForeground: 'var(--scrip-ink)',
    colorMutedForeground: 'var(--scrip-muted)',
    colorMuted: 'var(--scrip-sunken)',
    colorInput: 'var(--scrip-raised)',
    colorInputForeground: 'var(--scrip-ink)',
    colorNeutral: 'var(--scrip-ink)',
    colorBorder: 'var(--scrip-line-strong)',
    colorDanger: 'var(--scrip-red)',
    colorRing: 'var(--scrip-green)',
    fontFamily: '"Geist Variable", system-ui, sans-serif',
    fontSize: '14px',
    borderRadius: '8px',
  },
  elements: {
    rootBox: { width: '100%' },
    cardBox: {
      width: '100%',
      maxWidth: '100%',
      borderRadius: '8px',
      boxShadow: 'none',
      border: '1px solid var(--scrip-line)',
    },
    card: { boxShadow: 'none' },
    badge: { color: 'var(--scrip-muted)' },
    formButtonPrimary: {
      boxShadow: 'none',
      backgroundImage: 'none',
      '&::before, &::after': { display: 'none' },
    },
    formFieldInput: {
      boxShadow: '0 0 0 1px var(--scrip-line-strong)',
      '&:focus-visible': { outline: 'none' },
    },
  },
};

/** Clerk's greetings in our tone; everything else keeps its words. */
export function clerkWords(): NonNullable<ClerkProviderProps['localization']> {
  return {
    signIn: {
      start: { title: t('Sign in to Scrip'), subtitle: t('Your credits are where you left them.') },
    },
    signUp: { start: { title: t('Create your account'), subtitle: t('It starts with free credits.') } },
  };
}
