import { HeadContent, Outlet } from '@tanstack/react-router';

export function RootLayout() {
  return (
    <>
      <HeadContent />
      <Outlet />
    </>
  );
}
