import { Code } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AmountText } from '../../components/amount-text.tsx';
import { IdText } from '../../components/id-text.tsx';
import { formatExact } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { useFeatures } from '../settings/use-features.ts';
import classes from './entry-details.module.css';
import { type Entry, titleOfEntry } from './entry-title.ts';
import { type EntryWithLinks, explainEntry } from './explain-entry.ts';
import { kindLabels, operationLabels } from './labels.ts';

type EntryDetailsProps = {
  entry: EntryWithLinks;
  /** Who is reading: their own entries are "You". */
  meId: string;
};

/** Everything about one entry, and why it is there. */
export function EntryDetails({ entry, meId }: EntryDetailsProps) {
  const { nameOf } = useFeatures();
  const subject = entry.featureKey ? nameOf(entry.featureKey) : null;
  const { reason, ...otherDetails } = entry.details ?? {};
  const hasQuote = typeof reason === 'string';
  const details = hasQuote ? otherDetails : entry.details;
  return (
    <article>
      <h3 className={classes.title}>{titleOfEntry(entry, nameOf)}</h3>
      <p className={classes.why}>{explainEntry(entry, subject)}</p>
      {hasQuote && <blockquote className={classes.reason}>{reason}</blockquote>}
      <BalanceSum entry={entry} />
      <dl className={classes.facts}>
        <Fact name="Time">
          <time dateTime={entry.timestamp}>{formatExact(entry.timestamp)}</time>
        </Fact>
        <Fact name="Kind">{kindLabels[entry.kind]}</Fact>
        {entry.featureKey && (
          <Fact name="Feature">
            <FeatureMark featureKey={entry.featureKey} />
          </Fact>
        )}
        <Fact name="Operation">{operationLabels[entry.operationType]}</Fact>
        <Fact name="By">{actorOf(entry, meId)}</Fact>
        {entry.refundOf && (
          <Fact name="Refund of">
            <EntryLink entry={entry.refundOf} />
          </Fact>
        )}
        {entry.refunds.length > 0 && (
          <Fact name="Refunded by">
            {entry.refunds.map((refund) => (
              <div key={refund.id}>
                <EntryLink entry={refund} />
              </div>
            ))}
          </Fact>
        )}
        <Fact name="Entry number">{formatNumber(entry.seq)}</Fact>
        <Fact name="Entry id">
          <IdText value={entry.id} label="the entry id" isWide />
        </Fact>
        <Fact name="Idempotency key">
          <IdText value={entry.idempotencyKey} label="the key" isWide />
        </Fact>
      </dl>
      {details && Object.keys(details).length > 0 && (
        <>
          <h4 className={classes.subtitle}>Details</h4>
          <Code block className={classes.json} tabIndex={0}>
            {JSON.stringify(details, null, 2)}
          </Code>
        </>
      )}
    </article>
  );
}

/** Before, change and after, as a sum. */
function BalanceSum({ entry }: { entry: Entry }) {
  return (
    <dl className={classes.sum}>
      <div>
        <dt>Balance before</dt>
        <dd>{formatNumber(entry.balanceAfter + entry.creditsUsed)}</dd>
      </div>
      <div>
        <dt>Change</dt>
        <dd>
          <AmountText change={-entry.creditsUsed} />
        </dd>
      </div>
      <div>
        <dt>Balance after</dt>
        <dd>{formatNumber(entry.balanceAfter)}</dd>
      </div>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function EntryLink({ entry }: { entry: Entry }) {
  return (
    <Link
      to="."
      search={(previous: Record<string, unknown>) => ({ ...previous, entry: entry.id })}
      resetScroll={false}
    >
      {kindLabels[entry.kind]} of {formatExact(entry.timestamp)}
    </Link>
  );
}

function actorOf({ actorId, userId }: Entry, meId: string): ReactNode {
  if (actorId === null) return 'Scrip itself';
  if (actorId === meId) return 'You';
  if (actorId === userId) return 'The owner of the account';
  return (
    <>
      An admin <IdText value={actorId} label="the admin's id" />
    </>
  );
}
