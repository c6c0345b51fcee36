import { useState } from 'react';

/** Also works on pages without TLS, where `crypto.randomUUID` is missing. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}

/**
 * One key for each different input, for as long as the component lives: sending the same input again repeats the
 * request instead of booking anew. `forget` ends that, for keys that the server refuses.
 */
export function useIdempotencyKeys() {
  const [keys] = useState(() => new Map<string, string>());
  return {
    keyOf: (input: unknown): string => {
      const text = JSON.stringify(input);
      const key = keys.get(text) ?? newKey();
      keys.set(text, key);
      return key;
    },
    forget: () => keys.clear(),
  };
}
