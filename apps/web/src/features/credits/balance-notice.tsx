import { Notice } from '../../components/notice.tsx';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import type { Account } from './note.tsx';
import { useLowDismissed } from './use-low-dismissed.ts';

/**
 * Says when credits are running out, and what to do. Nothing while there are enough, or once it was taken away since
 * the balance became low; that none are left is said anew.
 */
export function BalanceNotice({ account }: { account: Account }) {
  const { isDismissed, dismiss } = useLowDismissed(account.isLow);
  const wayOut = account.plan
    ? t('Ask your admin for credits, or wait for the next grant of {plan}.', { plan: account.plan.name })
    : t('Ask your admin for credits or a plan.');
  if (account.creditsRemaining <= 0) {
    return (
      <Notice tone="danger" title={t('You have no credits left')}>
        {t('Whatever costs credits is refused until new ones arrive.')} {wayOut}
      </Notice>
    );
  }
  if (!account.isLow || isDismissed) return null;
  return (
    <Notice
      tone="warning"
      title={t('Your balance is low: {credits} left', { credits: formatCredits(account.creditsRemaining) })}
      onDismiss={dismiss}
    >
      {t('Low means {credits} or less.', { credits: formatCredits(account.lowThreshold) })} {wayOut}
    </Notice>
  );
}
