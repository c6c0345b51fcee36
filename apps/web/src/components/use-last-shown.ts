import { useState } from 'react';

/** What a dialog showed last: while it fades out it goes on showing that. */
export function useLastShown<Shown>(open: Shown | null): Shown | null {
  const [last, setLast] = useState(open);
  if (open !== null && open !== last) setLast(open);
  return open ?? last;
}
