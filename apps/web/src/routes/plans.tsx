import { PageHeader } from '../components/page-header.tsx';
import { useRuntimeConfig } from '../config-context.ts';
import { PriceTable } from '../features/plans/price-table.tsx';
import { t } from '../i18n/t.ts';

export function PlansScreen() {
  const { isLocalSignIn } = useRuntimeConfig();
  const local = isLocalSignIn ? ` ${t('The checkout is local: no money moves.')}` : '';
  return (
    <>
      <PageHeader
        title={t('Plans')}
        text={`${t('What each plan costs and the credits it gives.')}${local}`}
      />
      <PriceTable />
    </>
  );
}
