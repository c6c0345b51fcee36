import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { FullPage } from './full-page.tsx';

export function RouteNotFound() {
  const router = useRouter();
  return (
    <FullPage
      title="There is no such page"
      text="The address may be mistyped, or the page has moved."
      action={{ label: 'Go to overview', onClick: () => void router.navigate({ to: '/' }) }}
    />
  );
}

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
