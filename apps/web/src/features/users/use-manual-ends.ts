import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useUserChanged } from './use-user-changed.ts';

export type ManualForm = { userId: string } & FormEnds;

/** For a change of a user's manual plan. */
export function useManualEnds(done: string, { userId, ...ends }: ManualForm) {
  const { subscriptions } = trpc.useUtils();
  const userChanged = useUserChanged(userId);
  return useFormEnds(done, ends, () => {
    userChanged();
    void subscriptions.invalidate();
  });
}
