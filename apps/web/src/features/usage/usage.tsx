import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useNow } from '../../components/use-now.ts';
import { formatDayAndYear } from '../../format/dates.ts';
import { dayOf } from '../../format/days.ts';
import { t } from '../../i18n/t.ts';
import type { UsageReport } from './report.ts';
import classes from './usage.module.css';
import { UsageBreakdown } from './usage-breakdown.tsx';
import { UsageChart } from './usage-chart.tsx';
import { UsageControls } from './usage-controls.tsx';
import { usageCsv } from './usage-csv.ts';
import { UsageNumbers } from './usage-numbers.tsx';
import { toUsageView, type UsageSearch, type UsageView } from './usage-search.ts';
import { UsageTotals } from './usage-totals.tsx';
import { dimensionWords } from './usage-words.ts';
import { type UsageScope, useUsageReport } from './use-usage-report.ts';

type UsageProps = {
  scope: UsageScope;
  search: UsageSearch;
  /** Changes the address. */
  onChange: (changed: UsageSearch) => void;
  /** Below the table. */
  children?: (view: UsageView) => ReactNode;
};

/** Where credits went in a period: totals, a chart or its numbers, and a table. */
export function Usage({ scope, search, onChange, children }: UsageProps) {
  const view = toUsageView(search, dayOf(useNow()));
  const report = useUsageReport(scope, view);
  return (
    <>
      <UsageControls view={view} onChange={onChange} />
      {report.data ? (
        <div
          className={classes.stack}
          aria-busy={report.isPlaceholderData}
          data-stale={report.isPlaceholderData}
        >
          <Report report={report.data} isTable={view.isTable} onChange={onChange} />
          {children?.(view)}
        </div>
      ) : report.error ? (
        <QueryError
          title={t('The usage failed to load')}
          error={report.error}
          onRetry={() => void report.refetch()}
          isRetrying={report.isFetching}
        />
      ) : (
        <div className={classes.stack} role="status" aria-label={t('Loading the usage')}>
          <Skeleton height={96} radius="md" />
          <Skeleton height={360} radius="md" />
          <Skeleton height={200} radius="md" />
        </div>
      )}
    </>
  );
}

const views = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

type ReportProps = { report: UsageReport; isTable: boolean; onChange: UsageProps['onChange'] };

function Report({ report, isTable, onChange }: ReportProps) {
  const isEmpty = report.series.length === 0;
  return (
    <>
      <UsageTotals report={report} />
      <Panel
        title={titleOfPeriod(report)}
        actions={<PanelActions report={report} isTable={isTable} onChange={onChange} />}
      >
        {isEmpty && report.previous === null ? (
          <EmptyState
            headingLevel={3}
            title={t('Nothing used in this time')}
            text={t('Choose other days, or come back when something was spent.')}
          />
        ) : isTable ? (
          <UsageNumbers report={report} />
        ) : (
          <UsageChart
            report={report}
            heightPx={300}
            onChooseDays={({ first, last }) =>
              onChange({ from: first, to: last, period: undefined, unit: undefined })
            }
          />
        )}
      </Panel>
      {!isEmpty && (
        <Panel title={t('By {name}', { name: t(dimensionWords[report.by].one) })}>
          <div className={classes.table}>
            <UsageBreakdown report={report} />
          </div>
        </Panel>
      )}
    </>
  );
}

function PanelActions({ report, isTable, onChange }: ReportProps) {
  return (
    <div className={classes.actions}>
      <SegmentedControl
        size="xs"
        aria-label={t('Show as')}
        data={views.map(({ value, label }) => ({ value, label: t(label) }))}
        value={isTable ? 'table' : 'chart'}
        onChange={(value) => onChange({ view: value === 'table' ? 'table' : undefined })}
      />
      <Button
        variant="default"
        size="compact-sm"
        disabled={report.series.length === 0}
        leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        onClick={() => saveCsv(report)}
      >
        {t('CSV')}
      </Button>
    </div>
  );
}

function titleOfPeriod({ from, to }: UsageReport): string {
  return from === to ? formatDayAndYear(from) : `${formatDayAndYear(from)} – ${formatDayAndYear(to)}`;
}

function saveCsv(report: UsageReport): void {
  const name = `usage-${report.from}-${report.to}-by-${dimensionWords[report.by].one}.csv`;
  saveFile(name, new Blob([usageCsv(report)], { type: 'text/csv;charset=utf-8' }));
}
