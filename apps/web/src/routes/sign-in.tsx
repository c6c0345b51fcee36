import { SignIn } from '@clerk/clerk-react';
import { t } from '../i18n/t.ts';
import { SignInPage } from '../shell/sign-in-page.tsx';

export function SignInScreen() {
  return (
    <SignInPage title={t('Sign in to Scrip')}>
      <SignIn routing="path" path="/sign-in" signUpUrl="/sign-up" />
    </SignInPage>
  );
}
