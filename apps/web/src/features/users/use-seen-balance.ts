import { useState } from 'react';
import { trpc } from '../../trpc/trpc.ts';
import type { SeenBalance } from './adjustment.ts';
import type { UserDetail } from './use-user.ts';

/** The balance that an admin decides on: it changes only when they ask. */
export function useSeenBalance(user: UserDetail) {
  const utils = trpc.useUtils();
  const [seen, setSeen] = useState(pickBalance(user));
  const [isReloading, setReloading] = useState(false);
  const reload = async () => {
    setReloading(true);
    try {
      setSeen(pickBalance(await utils.users.get.fetch({ userId: user.id }, { staleTime: 0 })));
    } finally {
      setReloading(false);
    }
  };
  return { seen, reload, isReloading };
}

function pickBalance({ account: { creditsRemaining, creditsHeld } }: UserDetail): SeenBalance {
  return { creditsRemaining, creditsHeld };
}
