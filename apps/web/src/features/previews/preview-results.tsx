import { Stat, StatRow } from '../../components/stat.tsx';
import { formatDate } from '../../format/dates.ts';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { FeatureEffects, PlanEffects } from './effect-tables.tsx';
import { Histogram } from './histogram.tsx';
import { PayingUsers, RunOuts } from './people-tables.tsx';
import { formatShare, type Preview, type PreviewResult } from './preview-words.ts';
import classes from './previews.module.css';

export function PreviewResults({ preview, result }: { preview: Preview; result: PreviewResult }) {
  const change = result.netAfter - result.netBefore;
  return (
    <div className={classes.results}>
      <p className={classes.note}>
        {t('{from} to {to}, {entries} entries of {users} users', {
          from: formatDate(preview.from),
          to: formatDate(preview.to),
          entries: preview.entriesDone,
          users: result.users,
        })}
      </p>
      <StatRow>
        <Stat
          label={t('Spent, less refunds')}
          value={formatNumber(result.netBefore)}
          unit={t('credits')}
          note={t('As it was')}
        />
        <Stat
          label={t('With the proposal')}
          value={formatNumber(result.netAfter)}
          unit={t('credits')}
          note={`${formatChange(change)}, ${formatShare(result.netBefore, result.netAfter)}`}
        />
        <Stat
          label={t('Would have run out')}
          value={formatNumber(result.usersWithRunOut)}
          unit={t('users')}
          note={t('Of {count} who spent', { count: result.users })}
        />
        <Stat
          label={t('Unchanged')}
          value={formatNumber(result.usersUnchanged)}
          unit={t('users')}
          note={t('Who would have paid the same')}
        />
      </StatRow>
      <FeatureEffects features={result.features} />
      {result.plans.length > 0 && <PlanEffects plans={result.plans} />}
      <div className={classes.halves}>
        <Histogram result={result} />
        <RunOuts result={result} />
      </div>
      <div className={classes.halves}>
        <PayingUsers title={t('Who would have paid more')} users={result.losers} />
        <PayingUsers title={t('Who would have paid less')} users={result.winners} />
      </div>
    </div>
  );
}
