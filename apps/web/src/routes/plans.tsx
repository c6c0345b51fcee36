import { PageHeader } from '../components/page-header.tsx';
import { useRuntimeConfig } from '../config-context.ts';
import { PriceTable } from '../features/plans/price-table.tsx';

export function PlansScreen() {
  const { isLocalSignIn } = useRuntimeConfig();
  const local = isLocalSignIn ? ' The checkout is local: no money moves.' : '';
  return (
    <>
      <PageHeader title="Plans" text={`What each plan costs and the credits it gives.${local}`} />
      <PriceTable />
    </>
  );
}
