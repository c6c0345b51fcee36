import { PageHeader } from '../components/page-header.tsx';
import { ProductCredits } from '../features/overview/product-credits.tsx';
import { ProductHealth } from '../features/overview/product-health.tsx';
import { ProductStats } from '../features/overview/product-stats.tsx';
import { TopFeatures } from '../features/overview/top-features.tsx';
import { TopUsers } from '../features/usage/top-users.tsx';
import { UsagePanel } from '../features/usage/usage-panel.tsx';
import { useLast30Days } from '../features/usage/use-last-30-days.ts';
import { t } from '../i18n/t.ts';
import classes from './overview.module.css';

export function AdminOverviewScreen() {
  const { range } = useLast30Days();
  return (
    <>
      <PageHeader title={t('Admin overview')} text={t('The whole product, over the last 30 days.')} />
      <div className={classes.stack}>
        <ProductStats />
        <ProductCredits />
        <UsagePanel scope="all" />
        <div className={classes.halves}>
          <div className={classes.stack}>
            <TopFeatures />
            <ProductHealth />
          </div>
          <TopUsers range={range} />
        </div>
      </div>
    </>
  );
}
