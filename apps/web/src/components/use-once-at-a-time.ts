import { useRef } from 'react';

/**
 * Lets one thing be under way. A mutation's `isPending` is told too late for the second half of a double click.
 * `begin` says whether it may start; `end` makes way for the next.
 */
export function useOnceAtATime() {
  const isUnderWay = useRef(false);
  return {
    begin: (): boolean => {
      if (isUnderWay.current) return false;
      isUnderWay.current = true;
      return true;
    },
    end: (): void => {
      isUnderWay.current = false;
    },
  };
}
