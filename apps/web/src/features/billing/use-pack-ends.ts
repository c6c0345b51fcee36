import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { trpc } from '../../trpc/trpc.ts';

/** For a change of a pack. */
export function usePackEnds(done: string, ends: FormEnds) {
  const { subscriptions, users } = trpc.useUtils();
  return useFormEnds(done, ends, () => {
    void subscriptions.packs.invalidate();
    void users.invalidate();
  });
}
