import { skipToken } from '@tanstack/react-query';
import { trpc } from '../../trpc/trpc.ts';

/** One entry and why it is there: of whoever is signed in, or, for an admin, of `userId`. */
export function useEntry(id: string, userId: string | undefined) {
  const own = trpc.credits.explain.useQuery(userId === undefined ? { id } : skipToken);
  const ofUser = trpc.users.explain.useQuery(userId === undefined ? skipToken : { userId, id });
  return userId === undefined ? own : ofUser;
}
