import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { FullPage } from './full-page.tsx';

/** Also shown when a part of the app cannot be loaded, as after a new release: then only a reload helps. */
export function RouteError({ reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <FullPage
      title="This page failed to show"
      text="Try again. If it keeps failing, reload the app."
      action={{
        label: 'Try again',
        onClick: () => {
          reset();
          void router.invalidate();
        },
      }}
      secondAction={{ label: 'Reload', onClick: () => window.location.reload() }}
    />
  );
}
