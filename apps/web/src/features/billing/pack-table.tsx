import { Button } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { formatPrice } from '../plans/price.ts';
import classes from '../system/system.module.css';

export type Pack = RouterOutputs['subscriptions']['packs']['items'][number];

const labels: Record<Pack['status'], PlainText> = {
  paid: 'Paid',
  refunded: 'Refunded',
  disputed: 'Disputed',
};

export function PackTable({ packs, onReverse }: { packs: Pack[]; onReverse: (pack: Pack) => void }) {
  return (
    <DataTable caption={t('Packs, newest first')}>
      <thead>
        <tr>
          <th scope="col">{t('Bought')}</th>
          <th scope="col">{t('User')}</th>
          <th scope="col">{t('Payment')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Credits')}
          </th>
          <th scope="col" className={tableClasses.number}>
            {t('Price')}
          </th>
          <th scope="col">{t('Status')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Taken back')}
          </th>
          <th scope="col" className={tableClasses.number}>
            {t('Owed')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {packs.map((pack) => (
          <PackRow key={`${pack.userId} ${pack.paymentId}`} pack={pack} onReverse={onReverse} />
        ))}
      </tbody>
    </DataTable>
  );
}

function PackRow({ pack, onReverse }: { pack: Pack; onReverse: (pack: Pack) => void }) {
  const { userId, paymentId, credits, amountCents, currency, status, clawedCredits, owedCredits } = pack;
  return (
    <tr>
      <th scope="row">
        <TimeText instant={pack.createdAt} />
      </th>
      <td>
        <Link to="/admin/users/$userId" params={{ userId }} className={classes.userId}>
          {userId}
        </Link>
      </td>
      <td>{paymentId}</td>
      <td className={tableClasses.number}>{formatNumber(credits)}</td>
      <td className={tableClasses.number}>
        {amountCents !== null && currency !== null ? formatPrice(amountCents, currency) : '–'}
      </td>
      <td>{t(labels[status])}</td>
      <td className={tableClasses.number}>{formatNumber(clawedCredits)}</td>
      <td className={`${tableClasses.number} ${owedCredits > 0 ? classes.bad : ''}`}>
        {formatNumber(owedCredits)}
      </td>
      <td>
        {status === 'paid' && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onReverse(pack)}
            aria-label={t('Reverse the pack of payment {id}', { id: paymentId })}
          >
            {t('Reverse')}
          </Button>
        )}
      </td>
    </tr>
  );
}
