import type { RouterOutputs } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';

export type EntryWithLinks = RouterOutputs['credits']['entry'];

type Explained = Pick<EntryWithLinks, 'kind' | 'creditsUsed'> & {
  refunds: { creditsUsed: number }[];
  refundOf: { creditsUsed: number } | null;
};

/** Why the balance changed, in a sentence or two. @param subject The feature's name, if there is one. */
export function explainEntry(entry: Explained, subject: string | null): string {
  const amount = formatCredits(Math.abs(entry.creditsUsed));
  switch (entry.kind) {
    case 'SPEND':
      return `${amount} charged for ${subject ?? 'an operation'}.${refundedPart(entry)}`;
    case 'REFUND': {
      const spent = entry.refundOf?.creditsUsed;
      const share = spent === -entry.creditsUsed ? 'in full' : `of the ${formatCredits(spent ?? 0)} charged`;
      return `${amount} given back ${share}${subject ? ` for ${subject}` : ''}, at the price paid then.`;
    }
    case 'GRANT':
      return `${amount} given to this account.`;
    case 'EXPIRY':
      return `${amount} expired with the grant that they were left of.`;
    case 'ADJUSTMENT':
      return entry.creditsUsed > 0 ? `An admin took away ${amount}.` : `An admin added ${amount}.`;
  }
}

function refundedPart({ creditsUsed, refunds }: Explained): string {
  const returned = -refunds.reduce((sum, refund) => sum + refund.creditsUsed, 0);
  if (returned === 0) return '';
  return returned === creditsUsed
    ? ' All of it was refunded.'
    : ` ${formatCredits(returned)} of it refunded.`;
}
