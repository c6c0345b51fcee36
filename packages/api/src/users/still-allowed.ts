import type { ServiceContext, UserPrincipal } from '../context.ts';
import { listStates } from './repository.ts';

/**
 * Which of these, who asked when they were allowed to, would be let in now with the same rights: a request that takes long
 * must not outlive its caller's account, role or view.
 */
export async function findStillAllowed(
  ctx: Pick<ServiceContext, 'db' | 'now'>,
  principals: ReadonlySet<UserPrincipal>,
): Promise<Set<UserPrincipal>> {
  const ids = new Set([...principals].map((principal) => principal.view?.adminId ?? principal.userId));
  const states = new Map((await listStates(ctx.db, [...ids])).map((state) => [state.id, state]));
  const at = ctx.now();
  return new Set(
    [...principals].filter(({ userId, role, view }) => {
      const state = states.get(view?.adminId ?? userId);
      if (!state?.isActive) return false;
      if (view) return state.role === 'ADMIN' && view.endsAt > at;
      return role !== 'ADMIN' || state.role === 'ADMIN';
    }),
  );
}
