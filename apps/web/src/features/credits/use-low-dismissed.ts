import { useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';
import { useMe } from '../../shell/me.ts';

/** Whether this person has taken the notice away, in this browser, since the balance last became low. */
export function useLowDismissed(isLow: boolean): { isDismissed: boolean; dismiss: () => void } {
  const { id } = useMe();
  const [isDismissed, setDismissed, forget] = useLocalStorage({
    key: `scrip.low-dismissed.${id}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  useEffect(() => {
    if (!isLow && isDismissed) forget();
  }, [isLow, isDismissed, forget]);
  return { isDismissed, dismiss: () => setDismissed(true) };
}
