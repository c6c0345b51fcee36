import type { EntryMeaning, RouterOutputs } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';

export type ExplainedEntry = RouterOutputs['credits']['explain'];

type Explained = Pick<ExplainedEntry, 'creditsUsed'> & {
  meaning: EntryMeaning;
  refunds: { creditsUsed: number }[];
  refundOf: { creditsUsed: number } | null;
};

/** Why the balance changed, in a sentence or two. @param subject The feature's name, if there is one. */
export function explainEntry(entry: Explained, subject: string | null): string {
  const amount = formatCredits(Math.abs(entry.creditsUsed));
  switch (entry.meaning) {
    case 'spend':
    case 'capture': {
      const held = entry.meaning === 'capture' ? ', out of what was held for it' : '';
      return `${amount} charged for ${subject ?? 'an operation'}${held}.${refundedPart(entry)}`;
    }
    case 'refund': {
      const spent = entry.refundOf?.creditsUsed;
      const share = spent === -entry.creditsUsed ? 'in full' : `of the ${formatCredits(spent ?? 0)} charged`;
      return `${amount} given back ${share}${subject ? ` for ${subject}` : ''}, at the price paid then.`;
    }
    case 'grant':
      return `${amount} given to this account.`;
    case 'expiry':
      return `${amount} expired with the grant that they were left of.`;
    case 'correction':
      return entry.creditsUsed > 0 ? `An admin took away ${amount}.` : `An admin added ${amount}.`;
    case 'void':
      return `An admin made a grant void, and the ${amount} that were left of it went.`;
    case 'take_back':
      return `${amount} taken back, because the money for them went back.`;
  }
}

function refundedPart({ creditsUsed, refunds }: Explained): string {
  const returned = -refunds.reduce((sum, refund) => sum + refund.creditsUsed, 0);
  if (returned === 0) return '';
  return returned === creditsUsed
    ? ' All of it was refunded.'
    : ` ${formatCredits(returned)} of it refunded.`;
}
