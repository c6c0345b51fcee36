import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { IdText } from '../../components/id-text.tsx';
import { formatDate, formatExact } from '../../format/dates.ts';
import { formatChange, formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import classes from './entry-details.module.css';
import type { Entry } from './entry-title.ts';
import type { ExplainedEntry } from './explain-entry.ts';
import { grantSourceLabels, kindLabels } from './labels.ts';
import { quantityWords, rateWords } from './price-words.ts';

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a use cost, and how much was used. */
export function PriceFacts({ entry }: { entry: ExplainedEntry }) {
  const { price } = entry;
  const quantity = quantityWords(entry, price);
  return (
    <>
      {quantity && <Fact name={t('Quantity')}>{quantity}</Fact>}
      {price && (
        <Fact name={t('Price')}>
          {rateWords(price)}
          <span className={classes.quiet}>
            {t('In force from {time}', { time: formatExact(price.effectiveFrom) })}
          </span>
          <IdText value={price.versionId} label={t('the price version')} isWide />
        </Fact>
      )}
    </>
  );
}

/** Which grants paid, or which ones credits went to. */
export function PaymentFacts({ entry: { payments, creditsUsed } }: { entry: ExplainedEntry }) {
  if (payments.length === 0) return null;
  return (
    <Fact name={creditsUsed > 0 ? t('Paid by') : t('Went to')}>
      <ul className={classes.payments}>
        {payments.map(({ grantId, source, credits }, index) => (
          // A grant may pay more than one part.
          <li key={index} className={classes.payment}>
            <span title={grantId ?? undefined}>
              {source ? t(grantSourceLabels[source]) : t('The overdraft')}
            </span>
            <span className="tabular">{formatChange(-credits)}</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** The hold that a spend captured, and the grant whose credits an entry removed. */
export function OriginFacts({ entry: { hold, grant } }: { entry: ExplainedEntry }) {
  return (
    <>
      {hold && (
        <Fact name={t('Hold')}>
          {t('{held} set aside {time}, {captured} captured', {
            held: formatCredits(hold.amountCredits),
            time: formatExact(hold.createdAt),
            captured: formatCredits(hold.capturedCredits),
          })}
          <IdText value={hold.id} label={t('the hold id')} isWide />
        </Fact>
      )}
      {grant && (
        <Fact name={t('Grant')}>
          {t('{grant} of {credits}, from {date}', {
            grant: t(grantSourceLabels[grant.source]),
            credits: formatCredits(grant.amountCredits),
            date: formatDate(grant.startsAt),
          })}
          <IdText value={grant.id} label={t('the grant id')} isWide />
        </Fact>
      )}
    </>
  );
}

/** The spend that a refund returns, and the refunds of a spend. */
export function LinkFacts({ entry: { refundOf, refunds } }: { entry: ExplainedEntry }) {
  return (
    <>
      {refundOf && (
        <Fact name={t('Refund of')}>
          <EntryLink entry={refundOf} />
        </Fact>
      )}
      {refunds.length > 0 && (
        <Fact name={t('Refunded by')}>
          {refunds.map((refund) => (
            <div key={refund.id}>
              <EntryLink entry={refund} />
            </div>
          ))}
        </Fact>
      )}
    </>
  );
}

/** The key of the program that asked for it. */
export function KeyFact({ entry: { apiKey } }: { entry: ExplainedEntry }) {
  if (!apiKey) return null;
  return (
    <Fact name={t('API key')}>
      {apiKey.kind === 'APP'
        ? t('Made with the app’s key “{name}”', { name: apiKey.name })
        : t('Made with the key “{name}”', { name: apiKey.name })}
      <span className={classes.quiet}>
        <Link
          to="."
          search={({ entry: _, ...rest }: Record<string, unknown>) => ({ ...rest, apiKey: apiKey.id })}
        >
          {t('Entries with this key')}
        </Link>
      </span>
    </Fact>
  );
}

function EntryLink({ entry }: { entry: Entry }) {
  return (
    <Link
      to="."
      search={(previous: Record<string, unknown>) => ({ ...previous, entry: entry.id })}
      resetScroll={false}
    >
      {t('{kind} of {time}', { kind: t(kindLabels[entry.kind]), time: formatExact(entry.timestamp) })}
    </Link>
  );
}

/** Who asked for it. The app's own users do not learn the names of its admins. */
export function actorWords(
  { actor, actorId }: Pick<ExplainedEntry, 'actor' | 'actorId'>,
  meId: string,
): string {
  if (actor.kind === 'app') return t('Scrip itself');
  if (actorId === meId) return t('You');
  const role = actor.kind === 'user' ? t('The owner of the account') : t('An admin');
  return actor.name ? `${role}, ${actor.name}` : role;
}
