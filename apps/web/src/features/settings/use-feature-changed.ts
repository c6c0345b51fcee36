import { useCallback } from 'react';
import { trpc } from '../../trpc/trpc.ts';

/** Asks anew for what the screens show of the catalogue. */
export function useFeatureChanged(): () => void {
  const utils = trpc.useUtils();
  return useCallback(() => {
    void utils.features.invalidate();
    void utils.credits.settings.invalidate();
    void utils.audit.invalidate();
  }, [utils]);
}
