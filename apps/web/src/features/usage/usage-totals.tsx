import { ShortNumber } from '../../components/short-number.tsx';
import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDecimal, formatNumber } from '../../format/numbers.ts';
import { ChangeText } from './change-text.tsx';
import type { UsageReport } from './report.ts';

/** The period in a few figures; refunds are netted, and shown. */
export function UsageTotals({
  report: { totals, creditsPerDay, previous, activeUsers },
}: {
  report: UsageReport;
}) {
  const before = previous?.totals;
  const perSpend = totals.creditsPerSpend;
  return (
    <StatRow>
      <Stat
        label="Credits used"
        value={<ShortNumber value={totals.creditsUsed} />}
        unit="credits"
        note={before ? <ChangeText now={totals.creditsUsed} before={before.creditsUsed} /> : 'Net of refunds'}
      />
      <Stat
        label="Spent"
        value={<ShortNumber value={totals.creditsSpent} />}
        unit="credits"
        note={
          before ? (
            <ChangeText now={totals.creditsSpent} before={before.creditsSpent} />
          ) : (
            countOf(totals.spends, 'spend')
          )
        }
      />
      <Stat
        label="Refunded"
        value={<ShortNumber value={totals.creditsRefunded} />}
        unit="credits"
        note={
          before ? (
            <ChangeText now={totals.creditsRefunded} before={before.creditsRefunded} />
          ) : (
            countOf(totals.refunds, 'refund')
          )
        }
      />
      <Stat
        label="A day, on average"
        value={formatDecimal(creditsPerDay)}
        unit="credits"
        note={
          previous ? (
            <ChangeText now={creditsPerDay} before={previous.creditsPerDay} />
          ) : (
            'Over the days that have begun'
          )
        }
      />
      <Stat
        label="A spend, on average"
        value={perSpend === null ? '–' : formatDecimal(perSpend)}
        {...(perSpend !== null && { unit: 'credits' })}
        note={
          before ? <ChangeText now={perSpend ?? 0} before={before.creditsPerSpend ?? 0} /> : 'Before refunds'
        }
      />
      {activeUsers !== null && (
        <Stat label="Active users" value={formatNumber(activeUsers)} note="With a spend or a refund" />
      )}
    </StatRow>
  );
}

function countOf(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
