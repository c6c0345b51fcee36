import { DataTable, tableClasses } from '../../components/data-table.tsx';
import { formatChange, formatNumber } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { FeatureMark } from '../settings/feature-mark.tsx';
import { formatShare, type PreviewResult } from './preview-words.ts';
import classes from './previews.module.css';

export function FeatureEffects({ features }: Pick<PreviewResult, 'features'>) {
  const unpriceable = features.reduce((sum, feature) => sum + feature.unpriceable, 0);
  return (
    <section className={classes.section} aria-labelledby="effect-features">
      <h3 id="effect-features" className={classes.title}>
        {t('By feature')}
      </h3>
      <DataTable caption={t('Credits by feature, before and after')} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Feature')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Spends')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Net before (credits)')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Net after (credits)')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Change')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Change (%)')}
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map((feature) => {
            const before = feature.spentBefore - feature.refundedBefore;
            const after = feature.spentAfter - feature.refundedAfter;
            return (
              <tr key={feature.featureKey}>
                <th scope="row">
                  <FeatureMark featureKey={feature.featureKey} />
                </th>
                <td className={tableClasses.number}>{formatNumber(feature.spends)}</td>
                <td className={tableClasses.number}>{formatNumber(before)}</td>
                <td className={tableClasses.number}>{formatNumber(after)}</td>
                <td className={tableClasses.number}>{formatChange(after - before)}</td>
                <td className={tableClasses.number}>{formatShare(before, after)}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
      {unpriceable > 0 && (
        <p className={classes.note}>
          {t(
            '{count} spends name no quantity, or a model that the price does not name: they count as they were.',
            {
              count: unpriceable,
            },
          )}
        </p>
      )}
    </section>
  );
}

export function PlanEffects({ plans }: Pick<PreviewResult, 'plans'>) {
  const names = new Map(trpc.plans.listAll.useQuery().data?.map(({ id, name }) => [id, name]));
  return (
    <section className={classes.section} aria-labelledby="effect-plans">
      <h3 id="effect-plans" className={classes.title}>
        {t('By plan')}
      </h3>
      <DataTable caption={t('Granted credits by plan, before and after')} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Plan')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Grants')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Granted before (credits)')}
            </th>
            <th scope="col" className={tableClasses.number}>
              {t('Granted after (credits)')}
            </th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <tr key={plan.planId}>
              <th scope="row">{names.get(plan.planId) ?? plan.planId}</th>
              <td className={tableClasses.number}>{formatNumber(plan.grants)}</td>
              <td className={tableClasses.number}>{formatNumber(plan.grantedBefore)}</td>
              <td className={tableClasses.number}>{formatNumber(plan.grantedAfter)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </section>
  );
}
