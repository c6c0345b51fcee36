import { t } from '../../i18n/t.ts';

type Named = { name: string | null; email: string | null };

/** What to call a user on screen; a deleted account has neither name nor e-mail. */
export function nameOf({ name, email }: Named): string {
  return name ?? email ?? t('No name');
}
