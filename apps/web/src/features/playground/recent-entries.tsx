import { Link } from '@tanstack/react-router';
import { AmountText } from '../../components/amount-text.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import classes from './recent-entries.module.css';

const SHOWN = 8;
const filter = { featureKeys: ['ai_text_chat', 'ai_image_generation'], limit: SHOWN };

/** The newest entries of the playground, as they are written. */
export function RecentEntries() {
  const history = trpc.credits.history.useQuery(filter);
  return (
    <Panel title={t('In the ledger')} actions={<Link to="/history">{t('History')}</Link>}>
      {history.isPending && <TableSkeleton rows={4} label={t('Loading the newest entries')} />}
      {history.isError && (
        <QueryError
          title={t('The entries failed to load')}
          error={history.error}
          onRetry={() => void history.refetch()}
          isRetrying={history.isFetching}
        />
      )}
      {history.data?.items.length === 0 && (
        <p className={classes.empty}>{t('Charges and refunds of this page appear here as they happen.')}</p>
      )}
      <ol className={classes.entries}>
        {history.data?.items.map((entry) => (
          <li key={entry.id} className={classes.entry} data-kind={entry.kind}>
            <Link to="/history" search={{ entry: entry.id }} className={classes.link}>
              {entry.kind === 'REFUND' ? t('Refund') : t('Spend')}
            </Link>
            <span className={classes.feature}>
              {entry.featureKey && <FeatureMark featureKey={entry.featureKey} />}
            </span>
            <AmountText change={-entry.creditsUsed} />
            <span className={classes.balance}>{formatNumber(entry.balanceAfter)}</span>
          </li>
        ))}
      </ol>
      {history.data && history.data.items.length > 0 && (
        <p className={classes.legend}>{t('Change and balance after it, in credits')}</p>
      )}
    </Panel>
  );
}
