import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { FullPageLoading } from './full-page.tsx';

/** Sends a visitor to sign in, and back to the asked page afterwards. */
export function GoToSignIn() {
  const navigate = useNavigate();
  const here = useLocation({ select: (location) => location.href });
  const isOnTheWay = useLocation({ select: ({ pathname }) => /^\/sign-(in|up)(\/|$)/.test(pathname) });
  // The location changes while the sign-in page is still loading; the page asked for is the first one.
  const [asked] = useState(here);

  useEffect(() => {
    // After signing out Clerk goes there itself; a second visit would interrupt it and ask to come back to sign-in.
    if (isOnTheWay) return;
    const search = asked === '/' ? {} : { redirect_url: asked };
    void navigate({ to: '/sign-in/$', params: { _splat: '' }, search, replace: true });
  }, [navigate, asked, isOnTheWay]);

  return <FullPageLoading />;
}
