import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { type AdminPlan, usePlansChanged } from './use-plans.ts';

export type PlanActionKind = 'archive' | 'unarchive' | 'delete';

export const actionTexts = {
  archive: {
    title: 'Archive plan',
    verb: 'Archive',
    effect:
      'it leaves the price table, and nobody can choose it any more. Whoever is subscribed keeps it, renewals included. You can offer it again at any time.',
    done: '{name} is archived.',
    color: 'green',
  },
  unarchive: {
    title: 'Offer plan again',
    verb: 'Offer again',
    effect: 'it returns to its place in the price table.',
    done: '{name} is offered again.',
    color: 'green',
  },
  delete: {
    title: 'Delete plan',
    verb: 'Delete',
    effect:
      'it is gone for good; only the audit log keeps what it was. This is refused while anybody is subscribed.',
    done: '{name} is deleted.',
    color: 'red',
  },
} as const;

type Ends = { onDone: () => void; onBusy: (isBusy: boolean) => void };

export function usePlanAction(kind: PlanActionKind, plan: AdminPlan, { onDone, onBusy }: Ends) {
  const { begin, end } = useOnceAtATime();
  const plansChanged = usePlansChanged();
  const ends = {
    onSuccess: () => {
      toastDone(t(actionTexts[kind].done, { name: plan.name }));
      onDone();
    },
    onSettled: () => {
      end();
      onBusy(false);
      plansChanged();
    },
  };
  const mutations = {
    archive: trpc.plans.archive.useMutation(ends),
    unarchive: trpc.plans.unarchive.useMutation(ends),
    delete: trpc.plans.delete.useMutation(ends),
  };
  const { error, isPending } = mutations[kind];
  const send = (reason: string) => {
    if (!begin()) return;
    onBusy(true);
    mutations[kind].mutate({ planId: plan.id, reason });
  };
  return { send, error, isPending };
}
