import { Code } from '@mantine/core';
import { AmountText } from '../../components/amount-text.tsx';
import { IdText } from '../../components/id-text.tsx';
import { formatExact } from '../../format/dates.ts';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { useFeatures } from '../settings/use-features.ts';
import classes from './entry-details.module.css';
import {
  actorWords,
  Fact,
  KeyFact,
  LinkFacts,
  OriginFacts,
  PaymentFacts,
  PriceFacts,
} from './entry-facts.tsx';
import { titleOfEntry } from './entry-title.ts';
import { type ExplainedEntry, explainEntry } from './explain-entry.ts';
import { kindLabels, operationLabels } from './labels.ts';

type EntryDetailsProps = {
  entry: ExplainedEntry;
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
        <PriceFacts entry={entry} />
        <PaymentFacts entry={entry} />
        <OriginFacts entry={entry} />
        <LinkFacts entry={entry} />
        <Fact name={t('Time')}>
          <time dateTime={entry.timestamp}>{formatExact(entry.timestamp)}</time>
        </Fact>
        <Fact name={t('By')}>{actorWords(entry, meId)}</Fact>
        <KeyFact entry={entry} />
        <Fact name={t('Kind')}>{t(kindLabels[entry.kind])}</Fact>
        {entry.featureKey && (
          <Fact name={t('Feature')}>
            <FeatureMark featureKey={entry.featureKey} />
          </Fact>
        )}
        <Fact name={t('Operation')}>{t(operationLabels[entry.operationType])}</Fact>
        <Fact name={t('Entry number')}>{formatNumber(entry.seq)}</Fact>
        <Fact name={t('Entry id')}>
          <IdText value={entry.id} label={t('the entry id')} isWide />
        </Fact>
        <Fact name={t('Idempotency key')}>
          <IdText value={entry.idempotencyKey} label={t('the key')} isWide />
        </Fact>
      </dl>
      {details && Object.keys(details).length > 0 && (
        <>
          <h4 className={classes.subtitle}>{t('Details')}</h4>
          <Code block className={classes.json} tabIndex={0}>
            {JSON.stringify(details, null, 2)}
          </Code>
        </>
      )}
    </article>
  );
}

/** Before, change and after, as a sum. */
function BalanceSum({ entry }: { entry: ExplainedEntry }) {
  return (
    <dl className={classes.sum}>
      <div>
        <dt>{t('Balance before')}</dt>
        <dd>{formatNumber(entry.balanceBefore)}</dd>
      </div>
      <div>
        <dt>{t('Change')}</dt>
        <dd>
          <AmountText change={-entry.creditsUsed} />
        </dd>
      </div>
      <div>
        <dt>{t('Balance after')}</dt>
        <dd>{formatNumber(entry.balanceAfter)}</dd>
      </div>
    </dl>
  );
}
