import { SignUp } from '@clerk/clerk-react';
import { t } from '../i18n/t.ts';
import { SignInPage } from '../shell/sign-in-page.tsx';

export function SignUpScreen() {
  return (
    <SignInPage title={t('Sign up for Scrip')}>
      <SignUp routing="path" path="/sign-up" signInUrl="/sign-in" />
    </SignInPage>
  );
}
