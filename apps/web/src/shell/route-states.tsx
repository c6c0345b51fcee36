import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { t } from '../i18n/t.ts';
import { FullPage } from './full-page.tsx';

/** Also shown when a part of the app cannot be loaded, as after a new release: then only a reload helps. */
export function RouteError({ reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <FullPage
      title={t('This page failed to show')}
      text={t('Try again. If it keeps failing, reload the app.')}
      action={{
        label: t('Try again'),
        onClick: () => {
          reset();
          void router.invalidate();
        },
      }}
      secondAction={{ label: t('Reload'), onClick: () => window.location.reload() }}
    />
  );
}
