import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import type { UserDetail } from './use-user.ts';
import { useUserChanged } from './use-user-changed.ts';

export type AccountForm = { user: UserDetail } & FormEnds;

/** For a change of a user's account by a form in a dialog. */
export function useAccountEnds(done: string | null, { user, ...ends }: AccountForm) {
  return useFormEnds(done, ends, useUserChanged(user.id));
}
