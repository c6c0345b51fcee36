import { PageHeader } from '../components/page-header.tsx';
import { PriceTable } from '../features/plans/price-table.tsx';

export function PlansScreen() {
  return (
    <>
      <PageHeader title="Plans" text="What each plan costs and the credits it gives." />
      <PriceTable />
    </>
  );
}
