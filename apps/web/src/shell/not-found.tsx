import { t } from '../i18n/t.ts';
import { DeadEnd } from './dead-end.tsx';

/** Inside the app, so that its navigation stays. */
export function NotFound() {
  return (
    <DeadEnd
      title={t('There is no such page')}
      text={t('The address may be mistyped, or the page has moved.')}
    />
  );
}
