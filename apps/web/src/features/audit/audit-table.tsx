import { Link } from '@tanstack/react-router';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import listClasses from '../../components/list.module.css';
import { TimeText } from '../../components/time-text.tsx';
import { t } from '../../i18n/t.ts';
import { type AuditItem, actorOf, listDifferences } from './audit-words.ts';
import { TargetLink } from './target-link.tsx';

type AuditTableProps = {
  items: AuditItem[];
  /** Off where all records are of one target. */
  hasTarget: boolean;
};

export function AuditTable({ items, hasTarget }: AuditTableProps) {
  return (
    <DataTable caption={t('Changes by admins, newest first')} hasStickyHead={hasTarget}>
      <thead>
        <tr>
          <th scope="col">{t('Time')}</th>
          <th scope="col">{t('Action')}</th>
          {hasTarget && <th scope="col">{t('On what')}</th>}
          <th scope="col">{t('By')}</th>
          <th scope="col">{t('What changed')}</th>
          <th scope="col">{t('Reason')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} className={tableClasses.linkRow}>
            <th scope="row">
              <Link
                to={hasTarget ? '.' : '/admin/audit'}
                search={(previous: Record<string, unknown>) =>
                  hasTarget ? { ...previous, record: item.id } : { record: item.id }
                }
                resetScroll={false}
                className={hasTarget ? undefined : tableClasses.rowLink}
                data-row-link
              >
                <TimeText instant={item.createdAt} />
              </Link>
            </th>
            <td className={listClasses.key}>{item.action}</td>
            {hasTarget && (
              <td>
                <TargetLink item={item} />
              </td>
            )}
            <td>{actorOf(item)}</td>
            <td>
              <span className={listClasses.long}>{summaryOf(item)}</span>
            </td>
            <td>
              <span className={listClasses.long}>{item.reason ?? '–'}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function summaryOf(item: AuditItem): string {
  const [first, ...others] = listDifferences(item);
  if (!first) return '–';
  const told = `${first.name}: ${first.before} → ${first.after}`;
  return others.length === 0 ? told : `${told} +${others.length}`;
}
