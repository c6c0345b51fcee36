import type { DemoFailure } from '@scrip/api';
import { useState } from 'react';

export type Draft = ReturnType<typeof useDraft>;

/** What is about to be sent. Kept above the panels, so that looking at the other one loses nothing. */
export function useDraft() {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<DemoFailure | null>(null);
  return { text, setText, failure, setFailure };
}
