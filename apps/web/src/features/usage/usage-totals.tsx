import type { ReactNode } from 'react';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { plural, t } from '../../i18n/t.ts';
import { ChangeText } from './change-text.tsx';
import type { UsageReport } from './report.ts';

/** The period in a few figures; refunds are netted, and shown. */
export function UsageTotals({ report }: { report: UsageReport }) {
  const { totals, creditsPerDay, previous, activeUsers } = report;
  const before = previous?.totals;
  return (
    <StatRow>
      <Total
        label={t('Credits used')}
        now={totals.creditsUsed}
        before={before?.creditsUsed}
        note={t('Net of refunds')}
      />
      <Total
        label={t('Spent')}
        now={totals.creditsSpent}
        before={before?.creditsSpent}
        note={plural(totals.spends, '{count} spend', '{count} spends')}
      />
      <Total
        label={t('Refunded')}
        now={totals.creditsRefunded}
        before={before?.creditsRefunded}
        note={plural(totals.refunds, '{count} refund', '{count} refunds')}
      />
      <Total
        label={t('A day, on average')}
        now={creditsPerDay}
        before={previous?.creditsPerDay}
        note={t('Over the days that have begun')}
      />
      <Total
        label={t('A spend, on average')}
        now={totals.creditsPerSpend}
        before={before && (before.creditsPerSpend ?? 0)}
        note={t('Before refunds')}
      />
      {activeUsers !== null && (
        <Stat
          label={t('Active users')}
          value={formatNumber(activeUsers)}
          note={t('With a spend or a refund')}
        />
      )}
    </StatRow>
  );
}

type TotalProps = {
  label: string;
  /** Credits; null when there is no average. */
  now: number | null;
  /** In the period before, when it is compared with. */
  before: number | undefined;
  /** Without a comparison. */
  note: string;
};

function Total({ label, now, before, note }: TotalProps) {
  const change = before === undefined ? note : <ChangeText now={now ?? 0} before={before} />;
  if (now === null) return <Stat label={label} value="–" note={change} />;
  return (
    <Stat label={label} value={figureOf(now)} unit={now === 1 ? t('credit') : t('credits')} note={change} />
  );
}

function figureOf(value: number): ReactNode {
  return Number.isInteger(value) ? <ShortNumber value={value} /> : formatDecimal(value);
}
