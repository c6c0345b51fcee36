import type { RouterOutputs } from '@scrip/api';
import { useEffect } from 'react';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

type Explanation = RouterOutputs['users']['explainBalance'];

const kinds = {
  GRANT: 'Granted',
  SPEND: 'Spent on features',
  REFUND: 'Refunded',
  EXPIRY: 'Lapsed unspent',
  ADJUSTMENT: 'Adjusted by admins',
} as const satisfies Record<Explanation['movements'][number]['kind'], PlainText>;

type ExplainPanelProps = {
  userId: string;
  /** The number of the account's newest entry: when it grows, the sum is made anew. */
  lastSeq: number;
};

/** Why the balance is what it is: everything that ever came in and went out, as a sum. */
export function ExplainPanel({ userId, lastSeq }: ExplainPanelProps) {
  const utils = trpc.useUtils();
  const explanation = trpc.users.explainBalance.useQuery({ userId });
  useEffect(() => void utils.users.explainBalance.invalidate({ userId }), [utils, userId, lastSeq]);
  return (
    <Panel title={t('Why this balance')}>
      {explanation.data ? (
        <Sum explanation={explanation.data} />
      ) : explanation.error ? (
        <QueryError
          title={t('The explanation failed to load')}
          error={explanation.error}
          onRetry={() => void explanation.refetch()}
          isRetrying={explanation.isFetching}
        />
      ) : (
        <TableSkeleton rows={4} label={t('Loading the explanation')} />
      )}
    </Panel>
  );
}

function Sum({ explanation }: { explanation: Explanation }) {
  const { movements, creditsRemaining, creditsHeld } = explanation;
  const total = creditsRemaining + creditsHeld;
  return (
    <div className={listClasses.table}>
      <DataTable caption={t('Everything that came in and went out')} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('What')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Entries')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Credits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {movements.map(({ kind, entries, credits }) => (
            <tr key={kind}>
              <th scope="row">{t(kinds[kind])}</th>
              <td className={tableClasses.number}>{formatNumber(entries)}</td>
              <td className={tableClasses.number}>{formatChange(credits)}</td>
            </tr>
          ))}
          {creditsHeld !== 0 && (
            <tr>
              <th scope="row">{t('Of it held for work under way')}</th>
              <td />
              <td className={tableClasses.number}>{formatChange(-creditsHeld)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">
              <strong>{t('Spendable now')}</strong>
            </th>
            <td />
            <td className={tableClasses.number}>
              <strong>{formatNumber(total - creditsHeld)}</strong>
            </td>
          </tr>
        </tbody>
      </DataTable>
    </div>
  );
}
