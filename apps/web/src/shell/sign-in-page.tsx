import { ClerkFailed, ClerkLoading } from '@clerk/clerk-react';
import { Button, Skeleton } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useRuntimeConfig } from '../config-context.ts';
import { t } from '../i18n/t.ts';
import classes from './sign-in-page.module.css';
import { Wordmark } from './wordmark.tsx';

/** The paper around Clerk's sign-in and sign-up, which bring their own heading once they are loaded. */
export function SignInPage({ title, children }: { title: string; children: ReactNode }) {
  const { isLocalSignIn } = useRuntimeConfig();
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Wordmark />
        <ClerkLoading>
          <h1 className="visually-hidden">{title}</h1>
          <Skeleton height={340} radius="md" role="status" aria-label={t('Loading sign-in')} />
        </ClerkLoading>
        <ClerkFailed>
          <h1 className="visually-hidden">{title}</h1>
          <div role="alert" className={classes.failed}>
            <p>{t('The sign-in service did not load. Check that you are online, then try again.')}</p>
            <Button onClick={() => window.location.reload()}>{t('Try again')}</Button>
          </div>
        </ClerkFailed>
        <div className={classes.clerk}>{children}</div>
        {isLocalSignIn && (
          <p className={classes.local}>
            <IconDeviceLaptop size={18} stroke={1.6} aria-hidden />
            <span>
              <strong>{t('Local sign-in.')}</strong>{' '}
              {t(
                'Accounts live on this machine only. The address, both first accounts and their passwords are in the terminal that started Scrip.',
              )}
            </span>
          </p>
        )}
      </div>
    </main>
  );
}
