import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { t } from '../../i18n/t.ts';
import { KeyRow } from './key-row.tsx';
import type { ApiKey, KeyAction } from './key-search.ts';

type KeyTableProps = { hasOwners: boolean; keys: ApiKey[]; onAction: (action: KeyAction) => void };

export function KeyTable({ hasOwners, keys, onAction }: KeyTableProps) {
  return (
    <DataTable caption={t('API keys, newest first')} isFocusable>
      <thead>
        <tr>
          <th scope="col">{t('Name')}</th>
          {hasOwners && <th scope="col">{t('Owner')}</th>}
          <th scope="col">{t('May')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Last used')}</th>
          <th scope="col">{t('Expires')}</th>
          <th scope="col" className={tableClasses.number}>
            {t('Spent, credits')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} hasOwner={hasOwners} apiKey={key} onAction={onAction} />
        ))}
      </tbody>
    </DataTable>
  );
}
