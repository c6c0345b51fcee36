import type { ReactNode } from 'react';
import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { ChangeText } from './change-text.tsx';
import type { UsageReport } from './report.ts';

/** The period in a few figures; refunds are netted, and shown. */
export function UsageTotals({ report }: { report: UsageReport }) {
  const { totals, creditsPerDay, previous, activeUsers } = report;
  const before = previous?.totals;
  return (
    <StatRow>
      <Total
        label="Credits used"
        now={totals.creditsUsed}
        before={before?.creditsUsed}
        note="Net of refunds"
      />
      <Total
        label="Spent"
        now={totals.creditsSpent}
        before={before?.creditsSpent}
        note={countOf(totals.spends, 'spend')}
      />
      <Total
        label="Refunded"
        now={totals.creditsRefunded}
        before={before?.creditsRefunded}
        note={countOf(totals.refunds, 'refund')}
      />
      <Total
        label="A day, on average"
        now={creditsPerDay}
        before={previous?.creditsPerDay}
        note="Over the days that have begun"
      />
      <Total
        label="A spend, on average"
        now={totals.creditsPerSpend}
        before={before && (before.creditsPerSpend ?? 0)}
        note="Before refunds"
      />
      {activeUsers !== null && (
        <Stat label="Active users" value={formatNumber(activeUsers)} note="With a spend or a refund" />
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
  return <Stat label={label} value={figureOf(now)} unit={now === 1 ? 'credit' : 'credits'} note={change} />;
}

function figureOf(value: number): ReactNode {
  return Number.isInteger(value) ? <ShortNumber value={value} /> : formatDecimal(value);
}

function countOf(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
