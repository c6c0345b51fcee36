import { Notice } from '../../components/notice.tsx';
import { formatCredits } from '../../format/numbers.ts';
import type { Account } from './note.tsx';
import { useLowDismissed } from './use-low-dismissed.ts';

/**
 * Says when credits are running out, and what to do. Nothing while there are enough, or once it was taken away since
 * the balance became low; that none are left is said anew.
 */
export function BalanceNotice({ account }: { account: Account }) {
  const { isDismissed, dismiss } = useLowDismissed(account.isLow);
  const wayOut = account.plan
    ? `Ask your admin for credits, or wait for the next ${account.plan.name} grant.`
    : 'Ask your admin for credits or a plan.';
  if (account.creditsRemaining <= 0) {
    return (
      <Notice tone="danger" title="You have no credits left">
        Whatever costs credits is refused until new ones arrive. {wayOut}
      </Notice>
    );
  }
  if (!account.isLow || isDismissed) return null;
  return (
    <Notice
      tone="warning"
      title={`Your balance is low: ${formatCredits(account.creditsRemaining)} left`}
      onDismiss={dismiss}
    >
      Low means {formatCredits(account.lowThreshold)} or less. {wayOut}
    </Notice>
  );
}
