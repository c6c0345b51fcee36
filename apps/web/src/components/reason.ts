import { t } from '../i18n/t.ts';

const MIN_REASON = 3;

/** What is wrong with the reason of an admin's action; null: nothing. */
export function checkReason(reason: string): string | null {
  return reason.trim().length < MIN_REASON
    ? t('Give a reason of at least {count} characters.', { count: MIN_REASON })
    : null;
}
