import type { CreatePlanInput } from '@scrip/api';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdminPlan, usePlansChanged } from './use-plans.ts';

/** Creates a plan, or changes `plan` as it was when it was seen. */
export function useSavePlan(plan: AdminPlan | null, onDone: () => void) {
  const { begin, end } = useOnceAtATime();
  const plansChanged = usePlansChanged();
  const ends = {
    onSuccess: ({ name }: { name: string }) => {
      toastDone(t('{name} is saved.', { name }));
      onDone();
    },
    onSettled: () => {
      end();
      plansChanged();
    },
  };
  const creation = trpc.plans.create.useMutation(ends);
  const update = trpc.plans.update.useMutation(ends);
  const { error, isPending, reset } = plan ? update : creation;
  const send = (input: CreatePlanInput) => {
    if (!begin()) return;
    if (!plan) return creation.mutate(input);
    const { active: _, ...content } = input;
    update.mutate({ ...content, planId: plan.id, version: plan.version });
  };
  return { send, error, isPending, reset };
}
