import type { RouterOutputs } from '@scrip/api';
import { createContext, use } from 'react';

export type Me = RouterOutputs['users']['me'];

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Only inside the signed-in part of the app. */
export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe is only for screens that need a sign-in.');
  return me;
}
