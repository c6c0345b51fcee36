import { useNavigate } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { PlanForm } from './plan-form.tsx';

/** The form of a plan that exists, or of a new one. */
export function PlanEditor({ planId }: { planId: string | null }) {
  return planId === null ? <NewPlan /> : <ExistingPlan planId={planId} />;
}

function useBackToList(): () => void {
  const navigate = useNavigate();
  return () => void navigate({ to: '/admin/plans' });
}

function NewPlan() {
  const back = useBackToList();
  return (
    <>
      <PageHeader title={t('New plan')} text={t('It goes behind the others and is offered at once.')} />
      <PlanForm plan={null} onDone={back} />
    </>
  );
}

function ExistingPlan({ planId }: { planId: string }) {
  const back = useBackToList();
  const { data: plans, error, isPending, isFetching, refetch } = trpc.plans.listAll.useQuery();
  if (isPending) return <TableSkeleton rows={8} label={t('Loading the plan')} />;
  if (!plans) {
    return (
      <QueryError
        title={t('The plan failed to load')}
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  const plan = plans.find(({ id }) => id === planId);
  if (!plan) {
    return (
      <EmptyState
        headingLevel={1}
        title={t('There is no such plan')}
        text={t('It may have been deleted meanwhile.')}
        action={<LinkButton to="/admin/plans">{t('All plans')}</LinkButton>}
      />
    );
  }
  return (
    <>
      <PageHeader
        title={plan.name}
        text={t('A change of credits holds from each subscriber’s next period on.')}
      />
      <PlanForm plan={plan} onDone={back} />
    </>
  );
}
