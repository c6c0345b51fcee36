import type { RouterOutputs } from '@scrip/api';
import { trpc } from '../../trpc/trpc.ts';

export type UserDetail = RouterOutputs['users']['get'];

export const USER_REFRESH_MS = 10_000;

/** One user with the account, asked anew now and then: the user goes on spending while an admin looks. */
export function useUser(userId: string) {
  return trpc.users.get.useQuery({ userId }, { refetchInterval: USER_REFRESH_MS });
}
