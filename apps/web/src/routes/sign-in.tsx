import { SignIn } from '@clerk/clerk-react';
import { SignInPage } from '../shell/sign-in-page.tsx';

export function SignInScreen() {
  return (
    <SignInPage title="Sign in to Scrip">
      <SignIn routing="path" path="/sign-in" signUpUrl="/sign-up" />
    </SignInPage>
  );
}
