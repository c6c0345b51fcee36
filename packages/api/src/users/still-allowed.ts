import type { ServiceContext, UserPrincipal } from '../context.ts';
import { listStates } from './repository.ts';
import { listEndedViews } from './view-repository.ts';

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
  const views = [...principals].flatMap(({ view }) => (view ? [view.tokenHash] : []));
  const ended = await listEndedViews(ctx.db, views);
  const at = ctx.now();
  return new Set(
    [...principals].filter(({ userId, role, view }) => {
      const state = states.get(view?.adminId ?? userId);
      if (!state?.isActive) return false;
      if (view) return state.role === 'ADMIN' && view.endsAt > at && !ended.has(view.tokenHash);
      return role !== 'ADMIN' || state.role === 'ADMIN';
    }),
  );
}
