import { Button } from '@mantine/core';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { formatDate } from '../../format/dates.ts';
import { t } from '../../i18n/t.ts';
import { formatPrice } from '../plans/price.ts';
import { StatusBadge } from '../subscriptions/status-badge.tsx';
import { describeNext, planNameOf, type SubscriptionItem } from '../subscriptions/subscription-words.ts';
import { type ManualChange, manualChanges } from './change-manual-form.tsx';
import classes from './user-page.module.css';

type SubscriptionsTableProps = { items: SubscriptionItem[]; onChange: (change: ManualChange) => void };

export function SubscriptionsTable({ items, onChange }: SubscriptionsTableProps) {
  return (
    <div className={classes.grants}>
      <DataTable caption={t('Subscriptions, newest first')} maxHeightPx={330} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Plan')}</th>
            <th scope="col">{t('Status')}</th>
            <th scope="col">{t('Since')}</th>
            <th scope="col">{t('Next')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Price')}
            </th>
            <th scope="col">{t('Billed')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('Actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">{planNameOf(item)}</th>
              <td>
                <StatusBadge item={item} />
              </td>
              <td>{formatDate(item.periodStart)}</td>
              <td>{describeNext(item)}</td>
              <td className={tableClasses.number}>{describePrice(item)}</td>
              <td>{item.provider === 'manual' ? t('By hand') : t('By Clerk')}</td>
              <td>
                <Changes item={item} onChange={onChange} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function describePrice({ amountCents, currency, period }: SubscriptionItem): string {
  if (amountCents === null || currency === null) return '–';
  return `${formatPrice(amountCents, currency)} a ${period === 'month' ? 'month' : 'year'}`;
}

function changesOf({ provider, status, canCancel, canResume }: SubscriptionItem): ManualChange['change'][] {
  if (provider !== 'manual') return [];
  const isOn = ['active', 'past_due', 'canceled', 'upcoming'].includes(status);
  return [
    ...(canCancel ? (['cancel'] as const) : []),
    ...(canResume ? (['resume'] as const) : []),
    ...(isOn ? (['endNow'] as const) : []),
  ];
}

function Changes({ item, onChange }: { item: SubscriptionItem; onChange: (change: ManualChange) => void }) {
  return changesOf(item).map((change) => (
    <Button
      key={change}
      size="compact-xs"
      variant="subtle"
      color={change === 'endNow' ? 'red' : 'green'}
      onClick={() => onChange({ item, change })}
      aria-label={`${t(manualChanges[change].verb)}: ${planNameOf(item)}`}
    >
      {t(manualChanges[change].verb)}
    </Button>
  ));
}
