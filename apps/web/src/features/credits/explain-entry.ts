import type { EntryMeaning, RouterOutputs } from '@scrip/api';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';

export type ExplainedEntry = RouterOutputs['credits']['explain'];

type Explained = Pick<ExplainedEntry, 'creditsUsed'> & {
  meaning: EntryMeaning;
  refunds: { creditsUsed: number }[];
  refundOf: { creditsUsed: number } | null;
};

/** Why the balance changed, in a sentence or two. @param subject The feature's name, if there is one. */
export function explainEntry(entry: Explained, subject: string | null): string {
  const credits = formatCredits(Math.abs(entry.creditsUsed));
  switch (entry.meaning) {
    case 'spend':
      return (
        t('{credits} charged for {subject}.', { credits, subject: subject ?? t('an operation') }) +
        refundedPart(entry)
      );
    case 'capture':
      return (
        t('{credits} charged for {subject}, out of what was held for it.', {
          credits,
          subject: subject ?? t('an operation'),
        }) + refundedPart(entry)
      );
    case 'refund':
      return explainRefund(entry, credits, subject);
    case 'grant':
      return t('{credits} given to this account.', { credits });
    case 'expiry':
      return t('{credits} expired with the grant that they were left of.', { credits });
    case 'correction':
      return entry.creditsUsed > 0
        ? t('An admin took away {credits}.', { credits })
        : t('An admin added {credits}.', { credits });
    case 'void':
      return t('An admin made a grant void, and the {credits} that were left of it went.', { credits });
    case 'take_back':
      return t('{credits} taken back, because the money for them went back.', { credits });
  }
}

function explainRefund(
  { creditsUsed, refundOf }: Explained,
  credits: string,
  subject: string | null,
): string {
  const spent = refundOf?.creditsUsed ?? 0;
  if (spent === -creditsUsed) {
    return subject
      ? t('{credits} given back in full for {subject}, at the price paid then.', { credits, subject })
      : t('{credits} given back in full, at the price paid then.', { credits });
  }
  const charged = formatCredits(spent);
  return subject
    ? t('{credits} given back of the {charged} charged for {subject}, at the price paid then.', {
        credits,
        charged,
        subject,
      })
    : t('{credits} given back of the {charged} charged, at the price paid then.', { credits, charged });
}

function refundedPart({ creditsUsed, refunds }: Explained): string {
  const returned = -refunds.reduce((sum, refund) => sum + refund.creditsUsed, 0);
  if (returned === 0) return '';
  return returned === creditsUsed
    ? ` ${t('All of it was refunded.')}`
    : ` ${t('{credits} of it refunded.', { credits: formatCredits(returned) })}`;
}
