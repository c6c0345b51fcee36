import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

const PAUSE_MS = 250;

/**
 * The text of a search box. It runs ahead of the address while somebody types, and follows it when the address changes
 * by itself, as by the browser's back button.
 */
export function useSearchText(search: string, onSearch: (search: string) => void) {
  const [text, setText] = useState(search);
  const [told, setTold] = useState(search);
  if (told !== search) {
    setTold(search);
    setText(search);
  }
  const tell = useDebouncedCallback((next: string) => {
    setTold(next);
    onSearch(next);
  }, PAUSE_MS);
  const change = (next: string) => {
    setText(next);
    tell(next.trim());
  };
  return { text, change, tellNow: tell.flush };
}
