import { Button, NativeSelect } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { PageHeader } from '../components/page-header.tsx';
import { useNow } from '../components/use-now.ts';
import { addMonths, monthsUpTo } from '../features/statement/months.ts';
import { Statement } from '../features/statement/statement.tsx';
import { formatLongMonth } from '../format/dates.ts';
import { dayOf } from '../format/days.ts';
import { t } from '../i18n/t.ts';

const route = getRouteApi('/app/statement');
const MONTHS = 24;

export function StatementScreen() {
  const { month: asked } = route.useSearch();
  const navigate = route.useNavigate();
  const thisMonth = dayOf(useNow()).slice(0, 7);
  const month = asked && asked <= thisMonth ? asked : addMonths(thisMonth, -1);
  const offered = monthsUpTo(thisMonth, MONTHS);
  const months = offered.includes(month) ? offered : [...offered, month];
  return (
    <>
      <div className="screen-only">
        <PageHeader
          title={t('Statement')}
          text={t('One month of your account, ready to print or to save as a PDF.')}
          actions={
            <>
              <NativeSelect
                aria-label={t('Month')}
                data={months.map((value) => ({ value, label: formatLongMonth(value) }))}
                value={month}
                onChange={(event) =>
                  void navigate({ search: { month: event.currentTarget.value }, replace: true })
                }
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
      <Statement key={month} month={month} />
    </>
  );
}
