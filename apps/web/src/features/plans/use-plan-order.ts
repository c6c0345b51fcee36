import { arrayMove } from '@dnd-kit/sortable';
import { useState } from 'react';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdminPlan, usePlansChanged } from './use-plans.ts';

/** The plans in the order that the admin has just given them, which the server then takes over or refuses. */
export function usePlanOrder(plans: AdminPlan[]) {
  const utils = trpc.useUtils();
  const plansChanged = usePlansChanged();
  const { begin, end } = useOnceAtATime();
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = trpc.plans.reorder.useMutation({
    onMutate: () => setProblem(null),
    onError: (error) => setProblem(`${sentenceOfError(error)} ${t('The order is as it was.')}`),
    onSettled: () => {
      end();
      plansChanged();
    },
  });
  const move = (planId: string, toIndex: number) => {
    const fromIndex = plans.findIndex(({ id }) => id === planId);
    if (fromIndex < 0 || fromIndex === toIndex || toIndex < 0 || toIndex >= plans.length || !begin()) return;
    const moved = arrayMove(plans, fromIndex, toIndex);
    // Shown at once; asking anew puts it right if the server refuses.
    utils.plans.listAll.setData(undefined, moved);
    mutate({ planIds: moved.map(({ id }) => id), expectedPlanIds: plans.map(({ id }) => id) });
  };
  return { move, isPending, problem };
}
