import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { KeyRow } from './key-row.tsx';
import type { ApiKey, KeyAction, KeyReach } from './key-search.ts';

type KeyTableProps = { reach: KeyReach; keys: ApiKey[]; onAction: (action: KeyAction) => void };

export function KeyTable({ reach, keys, onAction }: KeyTableProps) {
  return (
    <DataTable caption="API keys, newest first" isFocusable>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Begins with</th>
          {reach === 'any' && <th scope="col">Owner</th>}
          <th scope="col">May</th>
          <th scope="col">State</th>
          <th scope="col">Last used</th>
          <th scope="col">Expires</th>
          <th scope="col" className={tableClasses.number}>
            Spent, credits
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} reach={reach} apiKey={key} onAction={onAction} />
        ))}
      </tbody>
    </DataTable>
  );
}
