import { SignUp } from '@clerk/clerk-react';
import { SignInPage } from '../shell/sign-in-page.tsx';

export function SignUpScreen() {
  return (
    <SignInPage title="Sign up for Scrip">
      <SignUp routing="path" path="/sign-up" signInUrl="/sign-in" />
    </SignInPage>
  );
}
