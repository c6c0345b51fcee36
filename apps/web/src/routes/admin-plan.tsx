import { getRouteApi } from '@tanstack/react-router';
import { PlanEditor } from '../features/plans/plan-editor.tsx';

const route = getRouteApi('/app/admin/plans/$planId');

export function AdminPlanScreen() {
  const { planId } = route.useParams();
  return <PlanEditor key={planId} planId={planId} />;
}

export function AdminNewPlanScreen() {
  return <PlanEditor planId={null} />;
}
