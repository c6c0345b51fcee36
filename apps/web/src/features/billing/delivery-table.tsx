import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import classes from '../system/system.module.css';
import { DeliveryState } from './delivery-state.tsx';

type Delivery = RouterOutputs['webhooks']['list']['items'][number];

export function DeliveryTable({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <DataTable caption={t('Deliveries of Clerk, newest first')}>
      <thead>
        <tr>
          <th scope="col">{t('Received')}</th>
          <th scope="col">{t('Event')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('About')}</th>
          <th scope="col">{t('Occurred')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Attempts')}
          </th>
          <th scope="col">{t('Note')}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={delivery.id} className={tableClasses.linkRow}>
            <th scope="row">
              <Link
                to="/admin/billing/inbox"
                search={(previous) => ({ ...previous, delivery: delivery.id })}
                resetScroll={false}
                className={tableClasses.rowLink}
                data-row-link
              >
                <TimeText instant={delivery.receivedAt} />
              </Link>
            </th>
            <td>{delivery.type}</td>
            <td>
              <DeliveryState status={delivery.status} />
            </td>
            <td>
              <div className={classes.long}>{delivery.subjectId}</div>
            </td>
            <td>{delivery.occurredAt && <TimeText instant={delivery.occurredAt} mode="relative" />}</td>
            <td className={tableClasses.number}>{delivery.attempts}</td>
            <td>
              <div className={classes.long}>{delivery.error}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
