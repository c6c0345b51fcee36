import { Button, NativeSelect } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatLongMonth } from '../../format/dates.ts';
import { dayOf } from '../../format/days.ts';
import { t } from '../../i18n/t.ts';
import { addMonths, monthsUpTo } from './months.ts';
import { type Owner, Statement } from './statement.tsx';
import type { StatementSearch } from './statement-search.ts';

const MONTHS = 24;

type StatementPageProps = {
  owner: Owner;
  scope: 'own' | { userId: string };
  text: string;
  /** Above the title: the way back. */
  back?: ReactNode;
  month: string | undefined;
  onSearch: (search: StatementSearch) => void;
};

export function StatementPage({ owner, scope, text, back, month: asked, onSearch }: StatementPageProps) {
  const thisMonth = dayOf(useNow()).slice(0, 7);
  const month = asked && asked <= thisMonth ? asked : addMonths(thisMonth, -1);
  const offered = monthsUpTo(thisMonth, MONTHS);
  const months = offered.includes(month) ? offered : [...offered, month];
  return (
    <>
      <div className="screen-only">
        {back}
        <PageHeader
          title={t('Statement')}
          text={text}
          actions={
            <>
              <NativeSelect
                aria-label={t('Month')}
                data={months.map((value) => ({ value, label: formatLongMonth(value) }))}
                value={month}
                onChange={(event) => onSearch({ month: event.currentTarget.value })}
              />
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} stroke={1.6} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('Print')}
              </Button>
            </>
          }
        />
      </div>
      <Statement key={month} month={month} owner={owner} scope={scope} />
    </>
  );
}
